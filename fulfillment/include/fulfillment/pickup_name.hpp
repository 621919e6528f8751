// SPDX-License-Identifier: Apache-2.0
// How an order names the carrier's pick-up point where its buyer fetches it, in
// `recipient.pickup_point`: "<carrier>/<point>", e.g. "lao-express/SVK-1". Any other text there
// only leads the courier, as a landmark does. Pure.
#pragma once

#include "core/names.hpp"
#include "fulfillment/pickup_point.hpp"
#include "fulfillment/planning_input.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace route9::fulfillment {

struct PickupName {
    PartyId carrier;
    std::string point;
};

/// It stands in addresses: 1 to 64 letters and digits, '-', '_' and '.'.
bool is_pickup_point_id(std::string_view id) noexcept;

std::optional<PickupName> parse_pickup_name(std::string_view text);
std::string pickup_name(const PickupPoint& point);

/// What a plan asks of it.
PickupChoice choice_of(const PickupPoint& point);

} // namespace route9::fulfillment
