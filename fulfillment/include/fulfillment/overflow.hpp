// SPDX-License-Identifier: Apache-2.0
// What a truck holds and what it has to leave to the next one when its room gets smaller: parcels
// by promise, then by acceptance, each as long as kilograms and cubic metres are left
// (loading.hpp).
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
    std::optional<Instant> promise; // the arrival last told
};

/// All of it, as its orders were accepted.
std::vector<Riding> riding_on(Tx& tx, const TenantId& tenant, const DepartureId& departure);

/// What finds no place within the room. Precondition: `riding` is as riding_on() gives it.
std::vector<FulfillmentId> overflow_of(
    std::span<const Riding> riding,
    std::int64_t mass_max_g,
    const std::optional<std::int64_t>& volume_max_cm3
);

} // namespace route9::fulfillment
