// SPDX-License-Identifier: Apache-2.0
// The administrative geography both countries' addresses are resolved against: provinces (34 of
// Viet Nam since 1 July 2025, with what they were before; 17 of Laos and the capital), the 148
// districts of Laos and the 696 that Viet Nam had. Immutable once loaded. Sources:
// data/corridor/SOURCES.md (S04, S70, S71).
#pragma once

#include "core/time.hpp"

#include <string>
#include <vector>

namespace route9::fulfillment {

struct District {
    std::string code; // province number + 2 digits; of Viet Nam the 3 digits it had
    std::vector<std::string> names;
};

/// A Vietnamese unit of before the merger.
struct FormerProvince {
    std::string code;
    std::string iso;
    std::vector<std::string> names; // Vietnamese first
    Day until{};                    // its last day
};

/// A Vietnamese unit that had ended before the codes: its name may still be written, and may mean
/// any of `now`.
struct DissolvedProvince {
    std::string name;
    Day until{};
    std::vector<std::string> now; // codes
};

struct Province {
    std::string country;                  // "VN" or "LA"
    std::string code;                     // "44", "LA-SV"
    std::vector<std::string> codes_also;  // "13" beside "LA-SV"
    std::vector<std::string> names;       // own script first, then English
    std::vector<std::string> exact_names; // matched before folding would drop what sets them apart
    std::string hub;                      // node of its capital; empty where the network has none
    std::vector<FormerProvince> former;
    std::vector<District> districts; // of Viet Nam: those it had
};

/// What an order to the country says beside province and district.
enum class DeliveryPoint : std::uint8_t { asked, required };

struct Places {
    Day provinces_in_force_from{}; // of Viet Nam's present codes
    std::vector<Province> provinces;
    std::vector<DissolvedProvince> dissolved;
    DeliveryPoint delivery_point_vn = DeliveryPoint::asked;
    DeliveryPoint delivery_point_la = DeliveryPoint::asked;
};

} // namespace route9::fulfillment
