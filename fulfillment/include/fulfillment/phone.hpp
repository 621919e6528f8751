// SPDX-License-Identifier: Apache-2.0
// Phone numbers of both countries to E.164: couriers call the buyer, so the number is the key
// delivery field. Lao `30` numbers are wireless land lines and good contacts. Numbers of other
// countries are refused. Sources: logistics conventions, §4 "Phones" (S69); Viet Nam's plan of 15
// September 2018 for mobile numbers of eleven digits (own knowledge).
#pragma once

#include "core/result.hpp"

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace route9::fulfillment {

enum class PhoneKind : std::uint8_t { mobile, fixed_wireless, fixed };

enum class PhoneFault : std::uint8_t {
    empty,
    not_digits,
    too_short,
    too_long,
    no_such_block, // right length, but nobody has such numbers
    other_country,
    two_readings, // eight Lao digits that are a land line or a mobile without its 020
};

struct PhoneNumber {
    std::string e164; // "+8562055512345"
    PhoneKind kind = PhoneKind::mobile;

    friend bool operator==(const PhoneNumber&, const PhoneNumber&) = default;
};

/// `country` ("VN" or "LA") decides how a number without +84 or +856 is read. Blanks, dots, dashes
/// and brackets are skipped, a trunk 0 that a sheet has lost is not missed, Lao, Thai and wide
/// digits count.
std::expected<PhoneNumber, PhoneFault> read_phone(std::string_view text, std::string_view country);

/// The same with an error for a caller: validation_failed, the pointer is empty.
Result<PhoneNumber> parse_phone(std::string_view text, std::string_view country);

std::string_view name(PhoneKind kind) noexcept;   // "fixed_wireless"
std::string_view name(PhoneFault fault) noexcept; // "too_short"

} // namespace route9::fulfillment
