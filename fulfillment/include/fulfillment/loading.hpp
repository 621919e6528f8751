// SPDX-License-Identifier: Apache-2.0
// Loads whole parcels into departures: parcels by promise (none = last), then as given; each into
// the first departure (by leaves, arrives, cost, return leg first, id) with both the kilograms and
// the cubic metres left. Never over the limit. Source: logistics conventions, "Loading".
#pragma once

#include "fulfillment/planning_input.hpp"

#include <optional>
#include <string>
#include <vector>

namespace route9::fulfillment {

struct LoadParcel {
    std::string id;
    WeightKg kg;
    VolumeM3 m3;
    std::optional<LocalTime> promise;
};

struct LoadDeparture {
    Departure departure;
    Room room;
};

struct DepartureLoad {
    std::string departure;
    std::vector<std::string> parcels;

    friend bool operator==(const DepartureLoad&, const DepartureLoad&) = default;
};

struct Loading {
    std::vector<DepartureLoad> loads; // every departure, in the order they were filled
    std::vector<std::string> left_over;
};

Loading load(std::vector<LoadDeparture> departures, const std::vector<LoadParcel>& parcels);

} // namespace route9::fulfillment
