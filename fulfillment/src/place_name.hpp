// SPDX-License-Identifier: Apache-2.0
// The keys by which a typed place name is looked up: without marks, case, blanks and punctuation,
// with abbreviated unit words written out ("Q.1" = "Quận 1"), and without unit words. Lao names in
// Latin letters have one more key, equal for the romanisations in use. Pure; never throws.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment {

enum class Tier : std::uint8_t { province, district, commune };

/// Letters and digits only, so that "Xa-vẳn-na-khẹt", "LA SV" and "TP. Hồ Chí Minh" are one word.
std::string place_key(std::string_view text);

/// To be tried in this order; `spelt` and `bare` are empty when the text has no word of the tier.
struct NameKeys {
    std::string whole;
    std::string spelt;       // "quan1"
    std::string bare;        // "haichau"; "1"
    bool is_village = false; // begins with the word for one: "Ban …", "ບ້ານ…", "Bản …"
};
NameKeys name_keys(std::string_view text, Tier tier);

/// "savanaket" for Savannakhet, Savanakhet and Xavannakhet; empty for other scripts and for words
/// so short that two places could share it. Takes a place key.
std::string spelling_key(std::string_view key);

/// What stands between commas, semicolons, slashes and line breaks.
std::vector<std::string> name_parts(std::string_view text);

/// Letters to change, add or drop to make one key of the other.
std::size_t edit_distance(std::string_view left, std::string_view right);

} // namespace route9::fulfillment
