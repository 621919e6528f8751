// SPDX-License-Identifier: Apache-2.0
// One camt element at a time: entries, balances, accounts and dates as values. What cannot be read
// becomes a FieldError that names the element. Source: ISO 20022 camt.052/.053/.054.
#pragma once

#include "core/json.hpp"
#include "payments/statement.hpp"
#include "xml_element.hpp"

#include <optional>
#include <string>
#include <vector>

namespace route9::adapters::banks {

/// Where errors go and how the element at hand is called ("/Stmt[1]/Ntry[2]").
struct CamtContext {
    std::string path;
    FieldErrors* errors;
    std::vector<std::string>* warnings;

    void refuse(std::string_view element, std::string code, std::string message) const;
};

std::optional<payments::StatementLine> read_entry(const XmlElement& entry, const CamtContext& in);
/// Signed by CdtDbtInd; `currency` is filled from Ccy.
std::optional<Decimal>
read_signed_amount(const XmlElement& parent, const CamtContext& in, std::string& currency);
/// `Dt` or `DtTm` below the element; a time without zone is corridor time.
std::optional<payments::BookingTime> read_date(const XmlElement& date, const CamtContext& in);
/// IBAN or the bank's own number: Vietnamese and Lao accounts have no IBAN.
std::string read_account(const XmlElement& account);

} // namespace route9::adapters::banks
