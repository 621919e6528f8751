// SPDX-License-Identifier: Apache-2.0
// The lot and the last good day in what a scanner has read off goods. Sources: GS1 General
// Specifications §3 (keys 10, 15 and 17), §7.8 (separators) and §7.12 (a day "00" is the month's
// last), GS1 Digital Link §3 (key 10 in the path, 15 and 17 in the query). Pure; any thread.
#pragma once

#include "core/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace route9::adapters {

struct Gs1Lot {
    std::string lot;              // key 10; empty where the code has none
    std::optional<Day> expires{}; // key 17, else 15; years are of this century

    friend bool operator==(const Gs1Lot&, const Gs1Lot&) = default;
};

/// From "(01)…(17)260401(10)A7", the same without brackets (a separator after each key of no fixed
/// length; keys 01, 02, 10, 11, 12, 13, 15, 16, 17, 21, 37 are known, reading ends at any other),
/// or a link with /01/GTIN. Without lot or day for anything else.
Gs1Lot gs1_lot_in(std::string_view text);

} // namespace route9::adapters
