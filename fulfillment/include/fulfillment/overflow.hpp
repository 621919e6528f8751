// SPDX-License-Identifier: Apache-2.0
// What a truck holds and what it has to leave to the next one when its room gets smaller or is cold
// no more: parcels by promise, then by acceptance, each as long as kilograms and cubic metres are
// left (loading.hpp).
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/load.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace route9::fulfillment {

/// Work with a place on a departure.
struct Riding {
    FulfillmentId work;
    Load load;
    std::optional<Instant> promise; // what the buyer was promised, or the arrival last told
    bool cold = false;
};

/// The room a truck has.
struct TruckRoom {
    std::int64_t mass_max_g = 0;
    std::optional<std::int64_t> volume_max_cm3; // absent: not limited
    bool cold = false;
};

/// All of it, as its orders were accepted.
std::vector<Riding> riding_on(Tx& tx, const TenantId& tenant, const DepartureId& departure);

/// What finds no place within the room. Precondition: `riding` is as riding_on() gives it.
std::vector<FulfillmentId> overflow_of(std::span<const Riding> riding, const TruckRoom& room);

} // namespace route9::fulfillment
