// SPDX-License-Identifier: Apache-2.0
// Phone numbers of both countries to E.164: couriers call the buyer, so the number is the key
// delivery field. Lao `30` numbers are wireless land lines and good contacts. Numbers of other
// countries are refused. Source: logistics conventions, §4 "Phones" (S69).
#pragma once

#include "core/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace route9::fulfillment {

enum class PhoneKind : std::uint8_t { mobile, fixed_wireless, fixed };

struct PhoneNumber {
    std::string e164; // "+8562055512345"
    PhoneKind kind = PhoneKind::mobile;

    friend bool operator==(const PhoneNumber&, const PhoneNumber&) = default;
};

/// `country` ("VN" or "LA") decides how a number without +84 or +856 is read. Blanks, dots, dashes
/// and brackets are skipped. Error: validation_failed, the pointer is empty.
Result<PhoneNumber> parse_phone(std::string_view text, std::string_view country);

} // namespace route9::fulfillment
