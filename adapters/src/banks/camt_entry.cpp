// SPDX-License-Identifier: Apache-2.0
#include "camt_entry.hpp"

#include "core/limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace route9::adapters::banks {
namespace {

using payments::Batch;
using payments::BookingTime;
using payments::LineStatus;
using payments::Original;
using payments::StatementLine;

constexpr std::size_t kDayLength = 10;

/// "NOTPROVIDED" is what banks write when there is no id.
std::string real_id(std::string text) {
    return text == "NOTPROVIDED" ? std::string{} : std::move(text);
}

void append(std::string& text, const std::string& part) {
    if (!part.empty()) {
        text += text.empty() ? part : ' ' + part;
    }
}

/// Remittance lines in file order; structured references where there is no free text.
std::string remittance(const XmlElement& details) {
    std::string text;
    const auto info = details.at("RmtInf");
    for (const auto& line : info.all("Ustrd")) {
        append(text, line.text());
    }
    for (const auto& structured : info.all("Strd")) {
        append(text, structured.text("CdtrRefInf/Ref"));
        append(text, structured.text("CdtrRefInf/CdtrRef"));
        for (const auto& document : structured.all("RfrdDocInf")) {
            append(text, document.text("Nb"));
            append(text, document.text("RfrdDocNb"));
        }
    }
    return text.empty() ? details.text("AddtlTxInf") : text;
}

/// Parties stand directly below (to .06) or in `Pty` (from .07).
std::string party_name(const XmlElement& parties, std::string_view role) {
    const auto party = parties.at(role);
    auto name = party.text("Nm");
    return name.empty() ? party.text("Pty/Nm") : name;
}

/// Who stands on the other side of the money.
std::string counterparty_name(const XmlElement& details, bool money_in) {
    const auto parties = details.at("RltdPties");
    auto name = party_name(parties, money_in ? "Dbtr" : "Cdtr");
    return name.empty() ? party_name(parties, money_in ? "UltmtDbtr" : "UltmtCdtr") : name;
}

std::optional<Decimal> decimal_at(const XmlElement& element) {
    const auto parsed = Decimal::parse(element.text());
    return parsed ? std::optional{*parsed} : std::nullopt;
}

/// The amount of one order in the entry's currency; absent where the bank gives another one.
std::optional<Decimal>
detail_amount(const XmlElement& details, const std::string& currency, bool money_in) {
    for (const auto* path : {"Amt", "AmtDtls/TxAmt/Amt"}) {
        const auto amount = details.at(path);
        if (!amount || amount.attribute("Ccy") != currency) {
            continue;
        }
        const auto value = decimal_at(amount);
        const auto direction = details.text("CdtDbtInd");
        const bool in = direction.empty() ? money_in : direction == "CRDT";
        if (value) {
            return in ? *value : Decimal{-value->units(), value->scale()};
        }
    }
    return std::nullopt;
}

std::optional<Decimal> charges_of(const XmlElement& element, const std::string& currency) {
    const auto charges = element.at("Chrgs");
    for (const auto* path : {"TtlChrgsAndTaxAmt", "Rcrd/Amt", "Amt"}) {
        const auto amount = charges.at(path);
        if (amount && amount.attribute("Ccy") == currency) {
            return decimal_at(amount);
        }
    }
    return std::nullopt;
}

std::vector<XmlElement> details_of(const XmlElement& entry) {
    auto found = entry.all("TxDtls");
    for (const auto& group : entry.all("NtryDtls")) {
        const auto inner = group.all("TxDtls");
        found.insert(found.end(), inner.begin(), inner.end());
    }
    return found;
}

std::optional<std::int64_t> count_of(const XmlElement& batch) {
    const auto text = batch.text("NbOfTxs");
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    const bool good = error == std::errc{} && end == text.data() + text.size() && count > 0;
    return good ? std::optional{count} : std::nullopt;
}

void read_single(StatementLine& line, const XmlElement& details, bool money_in) {
    line.end_to_end = real_id(details.text("Refs/EndToEndId"));
    if (line.bank_ref.empty()) {
        line.bank_ref = real_id(details.text("Refs/AcctSvcrRef"));
    }
    line.counterparty_name = counterparty_name(details, money_in);
    line.counterparty_account =
        read_account(details.at(money_in ? "RltdPties/DbtrAcct" : "RltdPties/CdtrAcct"));
    if (!line.charges) {
        line.charges = charges_of(details, line.currency);
    }
}

Batch read_batch(
    const XmlElement& summary,
    const std::vector<XmlElement>& all_details,
    StatementLine& line,
    bool money_in
) {
    Batch batch{.pmt_inf_id = real_id(summary.text("PmtInfId")), .count = count_of(summary)};
    for (const auto& details : all_details) {
        if (batch.pmt_inf_id.empty()) {
            batch.pmt_inf_id = real_id(details.text("Refs/PmtInfId"));
        }
        if (all_details.size() < 2) {
            break;
        }
        batch.details.push_back(
            {.amount = detail_amount(details, line.currency, money_in),
             .end_to_end = real_id(details.text("Refs/EndToEndId")),
             .memo = remittance(details),
             .counterparty_name = counterparty_name(details, money_in)}
        );
    }
    return batch;
}

void read_return(StatementLine& line, const std::vector<XmlElement>& all_details) {
    for (const auto& details : all_details) {
        const auto info = details.at("RtrInf");
        if (!info) {
            continue;
        }
        auto code = info.text("Rsn/Cd");
        if (code.empty()) {
            code = info.text("RtrRsn/Cd");
        }
        line.original = Original{
            .end_to_end = real_id(details.text("Refs/EndToEndId")), .return_code = std::move(code)
        };
        return;
    }
}

void read_details(StatementLine& line, const XmlElement& entry, const CamtContext& in) {
    auto all_details = details_of(entry);
    if (all_details.size() > limits::statement_details_max) {
        in.refuse(
            "NtryDtls",
            "too_many",
            fmt::format("give at most {} details an entry", limits::statement_details_max)
        );
        return;
    }
    const bool money_in = !line.amount.is_negative();
    const auto summary = entry.at("NtryDtls/Btch");
    const bool is_batch = all_details.size() > 1 || count_of(summary).value_or(1) > 1;
    for (const auto& details : all_details) {
        append(line.memo, remittance(details));
    }
    if (line.memo.empty()) {
        line.memo = entry.text("AddtlNtryInf");
    }
    if (is_batch) {
        line.batch = read_batch(summary, all_details, line, money_in);
    } else if (!all_details.empty()) {
        read_single(line, all_details.front(), money_in);
    }
    read_return(line, all_details);
}

/// A plain code to .06, a choice of Cd or Prtry from .07.
LineStatus read_status(const XmlElement& entry, const CamtContext& in) {
    auto text = entry.text("Sts/Cd");
    if (text.empty()) {
        text = entry.text("Sts");
    }
    if (text.empty() || text == "BOOK") {
        return LineStatus::booked;
    }
    if (text == "PDNG" || text == "FUTR") {
        return LineStatus::pending;
    }
    if (text != "INFO") {
        in.warnings->push_back(in.path + "/Sts: unknown status " + text);
    }
    return LineStatus::information;
}

} // namespace

void CamtContext::refuse(std::string_view element, std::string code, std::string message) const {
    errors->push_back({fmt::format("{}/{}", path, element), std::move(code), std::move(message)});
}

std::string read_account(const XmlElement& account) {
    auto id = account.text("Id/IBAN");
    if (id.empty()) {
        id = account.text("Id/Othr/Id");
    }
    return id.empty() ? account.text("Id/PrtryAcct/Id") : id;
}

std::optional<Decimal>
read_signed_amount(const XmlElement& parent, const CamtContext& in, std::string& currency) {
    const auto amount = parent.at("Amt");
    const auto value = decimal_at(amount);
    if (!value || value->is_negative()) {
        in.refuse(
            "Amt", "malformed", "write digits with at most one dot; the sign is in CdtDbtInd"
        );
    }
    currency = amount.attribute("Ccy");
    if (currency.size() != 3) {
        in.refuse("Amt/@Ccy", "malformed", "write a currency code of three letters");
    }
    const auto direction = parent.text("CdtDbtInd");
    if (direction != "CRDT" && direction != "DBIT") {
        in.refuse("CdtDbtInd", "unknown_value", "write CRDT or DBIT");
        return std::nullopt;
    }
    if (!value || direction == "CRDT") {
        return value;
    }
    return Decimal{-value->units(), value->scale()};
}

std::optional<BookingTime> read_date(const XmlElement& date, const CamtContext& in) {
    auto text = date.text("DtTm");
    if (text.empty()) {
        text = date.text("Dt");
    }
    if (text.empty()) {
        return std::nullopt;
    }
    const auto day = parse_day(std::string_view{text}.substr(0, kDayLength));
    if (!day) {
        in.refuse(date.name(), "malformed", "write a day like 2026-03-02");
        return std::nullopt;
    }
    BookingTime time{.day = *day};
    if (text.size() > kDayLength && text[kDayLength] == 'T') {
        auto at = parse_rfc3339(text);
        if (!at) {
            at = parse_rfc3339(text + "+07:00");
        }
        if (at) {
            time.at = *at;
        }
    }
    return time;
}

std::optional<StatementLine> read_entry(const XmlElement& entry, const CamtContext& in) {
    StatementLine line;
    const auto amount = read_signed_amount(entry, in, line.currency);
    line.status = read_status(entry, in);
    line.booked = read_date(entry.at("BookgDt"), in);
    if (const auto value_date = read_date(entry.at("ValDt"), in)) {
        line.value_date = value_date->day;
    }
    if (!amount) {
        return std::nullopt;
    }
    line.amount = *amount;
    line.bank_ref = real_id(entry.text("AcctSvcrRef"));
    line.entry_ref = real_id(entry.text("NtryRef"));
    const auto reversal = entry.text("RvslInd");
    line.reversal = reversal == "true" || reversal == "1";
    line.charges = charges_of(entry, line.currency);
    read_details(line, entry, in);
    return line;
}

} // namespace route9::adapters::banks
