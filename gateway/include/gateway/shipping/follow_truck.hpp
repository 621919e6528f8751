// SPDX-License-Identifier: Apache-2.0
// What rides on a truck goes where and when its truck goes: by another gate its plan names the
// roads to that one, on a heavier vehicle those that bear it, and its promise follows. Called
// inside a unit of work; asked again everything here changes nothing.
// Events: fulfillment.rerouted, order.promise_changed. Error: conflict.
#pragma once

#include "core/tx.hpp"
#include "fulfillment/departure_store.hpp"
#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/parcel_store.hpp"
#include "fulfillment/truck_way.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/shipping/touched_orders.hpp"

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace route9::gateway {

/// The roads as they are reported when the unit runs, for the mass of the truck. Its parcels share
/// their ways, so each is searched once.
class TruckRoads {
public:
    TruckRoads(
        Tx& tx,
        const fulfillment::DepartureRecord& departure,
        const Catalogue& catalogue,
        Instant now
    );

    bool is_cut(std::span<const std::string> path) const;
    /// By the truck's gate, or by `gate` where it names none.
    const fulfillment::TruckWay&
    way(const std::string& from, const std::string& to, const std::string& gate);

private:
    const fulfillment::Network& map_;
    std::shared_ptr<const fulfillment::Network> now_;
    Instant leaves_{};
    std::string gate_;
    fulfillment::TruckMass mass_;
    std::map<std::string, fulfillment::TruckWay> ways_;
};

/// What is put by hand on this truck: its plan names it and its promise follows, with a new
/// plan_version. The item still names the departure of before; whoever calls writes it.
void take_truck(
    fulfillment::Fulfillment& item,
    const fulfillment::DepartureRecord& departure,
    TouchedOrders& touched
);

/// Some of the work that was planned over another gate. False when all of it goes by the truck's
/// gate, or the truck names none: a truck may carry more than a unit touches.
bool follow_gate(
    Tx& tx, const fulfillment::DepartureRecord& departure, TruckRoads& roads, TouchedOrders& touched
);

/// One parcel's work, of a truck whose papers are made: its roads where the planned ones are cut.
Result<void> follow_roads(
    Tx& tx,
    const fulfillment::Parcel& parcel,
    const fulfillment::DepartureRecord& departure,
    TruckRoads& roads,
    TouchedOrders& touched
);
/// The same of papers that are made again: the time too.
Result<void> follow_truck(
    Tx& tx,
    const fulfillment::Parcel& parcel,
    const fulfillment::DepartureRecord& departure,
    TruckRoads& roads,
    TouchedOrders& touched
);

} // namespace route9::gateway
