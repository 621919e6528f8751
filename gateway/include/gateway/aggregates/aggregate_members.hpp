// SPDX-License-Identifier: Apache-2.0
// What goes into bags and onto pallets and comes out again, with the events that say so in the
// manner of EPCIS aggregation events: `action` ADD or DELETE, `parent`, `children`, `biz_step`.
// Units of work, on the engine's thread.
#pragma once

#include "core/result.hpp"
#include "core/tx.hpp"
#include "fulfillment/aggregate_store.hpp"
#include "fulfillment/parcel_store.hpp"
#include "gateway/shipping/drawn_entropy.hpp"
#include "gateway/shipping/parcel_way.hpp"
#include "gateway/shipping/touched_orders.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway {

/// By its id, or by its code as typed or scanned.
std::optional<fulfillment::Aggregate>
find_aggregate(Tx& tx, const TenantId& tenant, std::string_view name);

/// Where its first parcel goes; nullopt while it is empty.
std::optional<ParcelWay>
way_of(Tx& tx, const TenantId& tenant, const fulfillment::AggregateId& aggregate);

struct MembersOrder {
    TenantId tenant;
    std::string aggregate;        // id or code
    std::vector<std::string> add; // parcels and bags, by id or code
    std::vector<std::string> remove;
    DrawnEntropy ids;
    Instant now{};
};

struct ChangedAggregate {
    fulfillment::Aggregate aggregate;
    std::string broken_seal{}; // its number, where something was taken out
};

/// Takes out, then puts in; what is as it is asked for is passed over. Events:
/// aggregate.members_removed, aggregate.members_added. Errors: not_found; sealed (it is closed and
/// something goes in, or it stands on a truck); state_forbids (full); validation_failed naming each
/// member; conflict.
Result<ChangedAggregate> change_members(Tx& tx, MembersOrder order);

struct ClosingOrder {
    TenantId tenant;
    std::string aggregate;
    std::string seal; // empty = none
    DrawnEntropy ids;
    Instant now{};
};

/// Nothing goes in from here on; again changes nothing but the seal. Event: aggregate.closed.
/// Errors: not_found; state_forbids (it is empty); sealed (another seal, on a truck); conflict.
Result<fulfillment::Aggregate> close_aggregate(Tx& tx, ClosingOrder order);

/// A parcel leaves the bag or pallet it is in, because it is taken off a truck by itself; what it
/// was in. Event: aggregate.members_removed. Error: conflict.
Result<std::optional<ChangedAggregate>> take_parcel_out(
    Tx& tx, const fulfillment::Parcel& parcel, std::string_view biz_step, TouchedOrders& touched
);

} // namespace route9::gateway
