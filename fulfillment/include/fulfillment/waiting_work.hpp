// SPDX-License-Identifier: Apache-2.0
// What a change of the corridor or of the stock may concern, found by partial indexes in pages: so
// that a walk over all of it is a chain of short units of work. Positions are exclusive.
#pragma once

#include "core/names.hpp"
#include "core/time.hpp"
#include "core/tx.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment::waiting {

/// Before everything.
struct Position {
    Instant at{};
    IdBytes id{};
};

/// An order to look at, and where the walk stands after it.
struct Work {
    OrderId order;
    Position after;
};

/// Held and backordered orders of which the planner can lift a reason, by when they were received.
bool has_orders(Tx& tx, const TenantId& tenant);
std::vector<Work> orders(Tx& tx, const TenantId& tenant, const Position& after, int limit);
/// Orders of planned and held work; an order of several parcels comes with each.
std::vector<Work> fulfillments(Tx& tx, const TenantId& tenant, const Position& after, int limit);
/// Orders of parcels that are packed and not with a carrier; `without_truck` only those.
std::vector<Work>
parcels(Tx& tx, const TenantId& tenant, const Position& after, bool without_truck, int limit);

/// A parcel of a truck that has left and not arrived.
struct OnTheRoad {
    ParcelId parcel;
    OrderId order;
    PartyId carrier;
    std::string status;
    std::string gate; // that it was planned over
    std::string plan; // as stored
};
/// By this gate; empty = by any.
std::vector<OnTheRoad> on_the_road(
    Tx& tx, const TenantId& tenant, std::string_view gate, const Position& after, int limit
);

/// A truck that is closed and has not left; `to` is where it goes.
struct DeclaredTruck {
    DepartureId departure;
    PartyId carrier;
    std::string to;
    std::string gate;
};
/// By this gate; empty = by any.
std::vector<DeclaredTruck>
declared_trucks(Tx& tx, const TenantId& tenant, std::string_view gate, int limit);

} // namespace route9::fulfillment::waiting
