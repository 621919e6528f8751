// SPDX-License-Identifier: Apache-2.0
// The fields that the national QR profiles share: how they are checked, written around a profile's
// own template (38) and read. Plain values; source: EMVCo MPM 1.1, objects 53, 54, 58 to 60 and 62.
#pragma once

#include "core/json.hpp"
#include "core/money.hpp"
#include "payments/emv_qr.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::payments::qr {

struct Profile {
    Currency currency = Currency::VND;
    std::string_view currency_number; // object 53
    std::string_view country;         // object 58
};

struct CommonFields {
    std::optional<Money> amount; // absent: the payer types it
    std::string memo;
    std::string bill;
    std::string merchant_name;
    std::string city;
};

/// The fields with their texts in plain Latin letters; an error for each that does not fit. Amounts
/// in other currencies, of nothing or less and longer than 13 characters are refused.
CommonFields checked(const CommonFields& given, const Profile& profile, FieldErrors& errors);

/// The payload with `scheme` as object 38. Precondition: the fields were checked.
std::string written(const std::string& scheme, const CommonFields& fields, const Profile& profile);

/// What is damaged is left empty and named.
CommonFields
read_fields(const EmvQr& qr, const Profile& profile, std::vector<std::string>& problems);

bool is_alphanumeric(std::string_view text) noexcept;
bool is_digits(std::string_view text) noexcept;

} // namespace route9::payments::qr
