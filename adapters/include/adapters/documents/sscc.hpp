// SPDX-License-Identifier: Apache-2.0
// What a parcel is called on its label: an SSCC-18 where the tenant has a GS1 company prefix, a
// postal item number (s10.hpp) where the post carries it, else a code of our own; and which of them
// a scanner has read. Sources: GS1 General Specifications §7.9
// (check digit) and §5.4 (]C1, key 00), GS1 Digital Link §3 (key 00 in a URI). Pure; any thread.
#pragma once

#include "core/entropy.hpp"
#include "core/result.hpp"
#include "core/time.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace route9::adapters {

inline constexpr std::size_t sscc_digits = 18;
inline constexpr std::size_t parcel_code_characters = 20;

struct SsccParts {
    int extension_digit = 0;    // 0..9
    std::string company_prefix; // 4 to 12 digits
    std::uint64_t serial = 0;   // fills what is left of 16 digits
};

/// 18 digits with the check digit. Error: validation_failed naming the part, also for a serial
/// that has run out of digits.
Result<std::string> make_sscc(const SsccParts& parts);
/// Eighteen digits and the right check digit.
bool is_sscc(std::string_view text) noexcept;
/// GS1 mod 10: weights 3 and 1 from the right. Precondition: digits only.
char gs1_check_digit(std::string_view digits);

/// Twenty upper-case Crockford characters: 48 bits of milliseconds, 52 random bits.
std::string make_parcel_code(Instant at, Entropy& entropy);
bool is_parcel_code(std::string_view text) noexcept;

/// The SSCC, postal item number or code of ours in what was scanned or typed: bare, in small
/// letters or (a code of ours) with O, I and L for 0 and 1, a link that ends in /t/CODE or
/// /00/SSCC, "(00)SSCC", "]C1" and "00SSCC" as scanners send GS1-128. Nullopt for anything else, a
/// wrong check digit included.
std::optional<std::string> parcel_name_in(std::string_view text);

/// "https://example.com/00/106141412345678908". `domain` is a host name without a scheme.
std::string sscc_link(std::string_view domain, std::string_view sscc);

} // namespace route9::adapters
