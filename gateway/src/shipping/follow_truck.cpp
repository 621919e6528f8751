// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/follow_truck.hpp"

#include "core/assert.hpp"
#include "core/limits.hpp"
#include "fulfillment/corridor_time.hpp"
#include "fulfillment/leg_report.hpp"
#include "fulfillment/replanning.hpp"
#include "gateway/fleet/vehicle_check.hpp"
#include "gateway/orders/stored_plan.hpp"
#include "gateway/shipping/departing_check.hpp"

#include <vector>

namespace route9::gateway {
namespace {

using namespace fulfillment;

using Path = std::vector<std::string>;

/// As the truck's owner says, else as much later or earlier as it leaves.
std::optional<Instant>
eta_with(const DepartureRecord& departure, const Fulfillment& item, const Json& plan) {
    if (departure.arrives) {
        return departure.arrives;
    }
    const auto leaves = parse_rfc3339(plan.value("leaves", ""));
    return item.eta && leaves ? std::optional{*item.eta + (departure.leaves - *leaves)} : item.eta;
}

/// Whoever waits is told once when the day moves.
void take_eta(Fulfillment& item, std::optional<Instant> eta, TouchedOrders& touched) {
    const auto told = item.promised ? item.promised : item.eta;
    item.eta = eta;
    item.promised = told;
    if (promise_moved(told, eta) ||
        breaks_promise(told, eta, touched.order(item.order).order.promised_by)) {
        item.promised = eta;
        touched.tell(
            item.order,
            "order.promise_changed",
            Json{
                {"fulfillment", item.id.text()},
                {"from", format_corridor(*told)},
                {"to", format_corridor(*eta)},
                {"cause", std::string{name(PlanCause::departure_changed)}},
            }
        );
    }
}

/// Its plan from here on: over `gate`, by the roads that lead there for this truck.
void take_way(
    Fulfillment& item,
    const std::string& gate,
    const DepartureRecord& departure,
    TruckRoads& roads,
    TouchedOrders& touched
) {
    const auto path = read_stored_plan(item.plan).value("path", Path{});
    PlanChange change;
    change.gate_before = item.gate;
    change.gate = gate;
    const TruckWay* way = path.empty() ? nullptr : &roads.way(path.front(), path.back(), gate);
    if (way != nullptr && way->exists) {
        change.path = way->path;
        change.km = way->km.text();
        change.cost = way->cost.text();
        change.leaves = departure.leaves;
    }
    item.plan = plan_by_other_way(item.plan, change);
    item.gate = gate;
    ++item.plan_version;
    item.plan_reason = PlanCause::departure_changed;
    touched.tell(
        item.order,
        "fulfillment.rerouted",
        Json{
            {"fulfillment", item.id.text()},
            {"departure", departure.id.text()},
            {"from", change.gate_before},
            {"to", gate},
            {"plan_version", item.plan_version},
        }
    );
    if (item.eta && !change.path.empty()) {
        take_eta(item, departure.arrives.value_or(to_instant(way->arrival)), touched);
    }
}

/// Where the planned ones are cut for the truck, and it has others.
bool takes_other_roads(const Fulfillment& item, TruckRoads& roads) {
    const auto path = read_stored_plan(item.plan).value("path", Path{});
    if (!roads.is_cut(path)) {
        return false;
    }
    const TruckWay& way = roads.way(path.front(), path.back(), item.gate);
    return way.exists && way.path != path;
}

Result<void> write(Tx& tx, const Fulfillment& item, std::int64_t version_before) {
    return fulfillments::replan(tx, item, item.status, version_before)
               ? Result<void>{}
               : fail(ErrorCode::conflict, "a parcel has changed meanwhile; try again");
}

} // namespace

TruckRoads::TruckRoads(
    Tx& tx, const DepartureRecord& departure, const Catalogue& catalogue, Instant now
)
    : map_(*catalogue.corridor.network), now_(reported_network(
                                             catalogue.corridor,
                                             leg_reports::all(tx, departure.tenant),
                                             direction_of(departure, catalogue),
                                             now
                                         )),
      leaves_(departure.leaves), gate_(departure.gate), mass_(mass_of(departure)) {}

bool TruckRoads::is_cut(std::span<const std::string> path) const {
    return (mass_ || now_.get() != &map_) && fulfillment::is_cut(map_, *now_, path, mass_, gate_);
}

const TruckWay&
TruckRoads::way(const std::string& from, const std::string& to, const std::string& gate) {
    const TruckTrip trip{from, to, gate_.empty() ? gate : gate_, to_local(leaves_), mass_};
    const auto [known, is_new] = ways_.try_emplace(from + " " + trip.gate + " " + to);
    if (is_new) {
        known->second = truck_way(*now_, trip);
        if (!known->second.exists) { // nobody may drive it now; it is where the truck would go
            known->second = truck_way(map_, trip);
        }
    }
    return known->second;
}

void take_truck(Fulfillment& item, const DepartureRecord& departure, TouchedOrders& touched) {
    const auto eta = eta_with(departure, item, Json::parse(item.plan));
    item.plan = plan_on_truck(
        item.plan,
        {.before = item.departure,
         .carrier_before = item.carrier,
         .departure = departure.id,
         .carrier = departure.carrier,
         .leaves = departure.leaves}
    );
    item.departure = departure.id;
    item.carrier = departure.carrier;
    ++item.plan_version;
    item.plan_reason = PlanCause::departure_changed;
    if (!item.eta) { // what was held: what was promised stands again
        item.eta = departure.arrives ? departure.arrives : item.promised;
    } else if (eta != item.eta) {
        take_eta(item, eta, touched);
    }
}

bool follow_gate(
    Tx& tx, const DepartureRecord& departure, TruckRoads& roads, TouchedOrders& touched
) {
    if (departure.gate.empty()) {
        return false;
    }
    auto work = fulfillments::by_other_gate(
        tx, departure.tenant, departure.id, departure.gate, limits::parcels_per_unit_max
    );
    for (Fulfillment& item : work) {
        const std::int64_t before = item.plan_version;
        take_way(item, departure.gate, departure, roads, touched);
        const bool moved = fulfillments::replan(tx, item, item.status, before);
        ROUTE9_ASSERT(moved);
    }
    return !work.empty();
}

Result<void> follow_roads(
    Tx& tx,
    const Parcel& parcel,
    const DepartureRecord& departure,
    TruckRoads& roads,
    TouchedOrders& touched
) {
    auto item = fulfillments::find(tx, parcel.tenant, parcel.fulfillment);
    if (!item || !takes_other_roads(*item, roads)) {
        return {};
    }
    const std::int64_t before = item->plan_version;
    take_way(*item, item->gate, departure, roads, touched);
    return write(tx, *item, before);
}

Result<void> follow_truck(
    Tx& tx,
    const Parcel& parcel,
    const DepartureRecord& departure,
    TruckRoads& roads,
    TouchedOrders& touched
) {
    auto item = fulfillments::find(tx, parcel.tenant, parcel.fulfillment);
    if (!item) {
        return {};
    }
    if (takes_other_roads(*item, roads)) {
        const std::int64_t before = item->plan_version;
        take_way(*item, item->gate, departure, roads, touched);
        return write(tx, *item, before);
    }
    Json plan = Json::parse(item->plan);
    const auto eta = eta_with(departure, *item, plan);
    if (eta == item->eta) {
        return {};
    }
    take_eta(*item, eta, touched);
    if (plan.contains("leaves")) {
        plan["leaves"] = format_corridor(departure.leaves);
        item->plan = plan.dump();
    }
    return write(tx, *item, item->plan_version);
}

} // namespace route9::gateway
