// SPDX-License-Identifier: Apache-2.0
// The road a truck takes by itself: whether roads bear its mass from end to end by its gate, where
// they lead, and on which day it crosses (gates have hours and holidays). Pure; any thread.
#pragma once

#include "fulfillment/corridor_time.hpp"
#include "fulfillment/network.hpp"
#include "fulfillment/truck_mass.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment {

struct TruckTrip {
    std::string from; // node ids
    std::string to;
    std::string gate; // empty: whichever is earliest
    LocalTime leaves;
    TruckMass mass;
};

struct Crossing {
    std::string gate;
    LocalTime reached; // when it stands before the gate
    LocalTime begins;  // when work on it may start
};

struct TruckWay {
    bool exists = false;              // by the trip's gate, when it names one
    std::optional<Crossing> crossing; // absent: it crosses no border, or there is no way
    std::vector<std::string> path{};  // node ids; empty where there is no way
    DistanceKm km{};
    Cost cost{}; // of its legs and gates
    LocalTime arrival{};
};

TruckWay truck_way(const Network& network, const TruckTrip& trip);

/// Whether a leg of the path, as the map has it, is not there now or does not bear the mass. What
/// the map has no leg for is not judged. From the node `gate` on, the truck is beyond the border.
bool is_cut(
    const Network& map,
    const Network& now,
    std::span<const std::string> path,
    const TruckMass& mass,
    std::string_view gate = {}
);

} // namespace route9::fulfillment
