// SPDX-License-Identifier: Apache-2.0
// The members `kind` and `price_per_kg` of a departure and of a row of the timetable: a truck that
// goes home anyway says what room it has to spare and what a kilogram of it costs.
#pragma once

#include "core/json.hpp"

#include <cstdint>
#include <optional>

namespace route9::gateway {

struct TruckKind {
    bool return_leg = false;
    std::optional<std::int64_t> price_per_kg_micros{};
};

TruckKind read_truck_kind(ObjectReader& reader);
/// Nothing of what is the usual.
void show_truck_kind(Json& json, const TruckKind& kind);

} // namespace route9::gateway
