// SPDX-License-Identifier: Apache-2.0
// Bags and pallets as they are stored, and what is in them. The key of a member's row is the member
// alone, so that it has one parent. Engine's thread, inside a unit of work.
#pragma once

#include "core/tx.hpp"
#include "fulfillment/aggregate.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment::aggregates {

/// False when the code is taken.
bool create(Tx& tx, const Aggregate& aggregate);
std::optional<Aggregate> find(Tx& tx, const TenantId& tenant, const AggregateId& id);
std::optional<Aggregate> find_code(Tx& tx, const TenantId& tenant, std::string_view code);
/// Writes seal, counts, closed_at and loaded_on, and version + 1. False when another version is
/// stored.
bool update(Tx& tx, Aggregate& aggregate);

/// So many parcels more or less in one of its bags, whereby its own seal breaks; its version
/// stands.
void count(Tx& tx, const Aggregate& pallet, std::int64_t more);
/// Writes where it stands, itself and its bags, and version + 1 of its own. False when it stands
/// there already.
bool place(
    Tx& tx,
    const TenantId& tenant,
    const AggregateId& id,
    const std::optional<DepartureId>& departure
);

struct PageOf {
    std::string warehouse; // empty = all
    std::optional<AggregateId> before;
    int limit = 0;
};
/// Newest first: those that stand in a warehouse, without closed ones that are empty.
std::vector<Aggregate> standing(Tx& tx, const TenantId& tenant, const PageOf& wanted);

/// What it is in.
std::optional<Aggregate> parent(Tx& tx, const TenantId& tenant, const ParcelId& parcel);
std::optional<Aggregate> parent(Tx& tx, const TenantId& tenant, const AggregateId& bag);

/// Writes the member's row alone. False when it is in one already.
bool put_in(Tx& tx, const Aggregate& into, const ParcelId& parcel, Instant at);
bool put_in(Tx& tx, const Aggregate& into, const AggregateId& bag, Instant at);
/// False when it is not in it.
bool take_out(Tx& tx, const Aggregate& from, const ParcelId& parcel);
bool take_out(Tx& tx, const Aggregate& from, const AggregateId& bag);

/// Parcels in it and in its bags, by id after `after`; nullopt = from the first.
std::vector<ParcelId> parcels_after(
    Tx& tx,
    const TenantId& tenant,
    const AggregateId& id,
    const std::optional<ParcelId>& after,
    int limit
);
/// Of the parcels directly in it.
struct ParcelInside {
    ParcelId id;
    std::string code;
    std::int64_t mass_g = 0;
    std::string status;
    std::optional<DepartureId> departure{};
};
std::vector<ParcelInside> parcels_in(Tx& tx, const TenantId& tenant, const AggregateId& id);
std::vector<Aggregate> bags_in(Tx& tx, const TenantId& tenant, const AggregateId& id);
/// Of all parcels in it and in its bags.
std::int64_t mass_g(Tx& tx, const TenantId& tenant, const AggregateId& id);
/// How many of the parcels in it and in its bags have their place on that truck.
std::int64_t
aboard(Tx& tx, const TenantId& tenant, const AggregateId& id, const DepartureId& departure);
/// The code of a bag or pallet of which parcels were loaded on that truck and others are not on it:
/// its loading or unloading was cut. The outermost of the first; nullopt = none.
std::optional<std::string> partly_on(Tx& tx, const TenantId& tenant, const DepartureId& departure);
/// Of a departure's parcels that are in one, the code of the outermost.
std::map<ParcelId, std::string>
containers_on(Tx& tx, const TenantId& tenant, const DepartureId& departure);

} // namespace route9::fulfillment::aggregates
