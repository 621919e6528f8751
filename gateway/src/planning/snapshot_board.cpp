// SPDX-License-Identifier: Apache-2.0
#include "gateway/planning/snapshot_board.hpp"

#include "fulfillment/carrier_terms.hpp"
#include "fulfillment/departure_store.hpp"
#include "fulfillment/leg_report.hpp"
#include "fulfillment/warehouse_store.hpp"
#include "gateway/fleet/vehicle_check.hpp"

#include <algorithm>
#include <array>

namespace route9::gateway {
namespace {

using namespace fulfillment;

constexpr int kDeparturesMax = 200;
constexpr std::array<std::string_view, 4> kWarehouseKinds{
    "fulfilment_warehouse", "warehouse_or_transshipment", "dry_port", "transshipment_station"
};

/// A gate that nobody reports is silent as soon as any is reported.
std::vector<GateState> states_of(
    const Network& network, const std::vector<GateReport>& reports, CrossingDirection direction
) {
    std::vector<GateState> states(network.gates().size());
    for (GateState& state : states) {
        state.silent = !reports.empty();
    }
    for (const GateReport& report : reports) {
        const auto index = network.find_gate(report.gate.text());
        if (report.direction != direction || !index) {
            continue;
        }
        GateState& state = states[*index];
        state.silent = false;
        state.condition = report.condition;
        state.queue = std::chrono::minutes{report.queue_minutes};
        state.reported_at = to_local(report.reported_at);
        if (report.valid_until) {
            state.valid_until = to_local(*report.valid_until);
        }
    }
    return states;
}

/// What the tenant has named, as it is now, or the corridor's hubs; and until when.
struct Named {
    std::vector<Warehouse> warehouses;
    Instant good_until = Instant::max();
};

Named named_by(
    const std::vector<WarehouseRecord>& records, const std::vector<Warehouse>& hubs, Instant now
) {
    Named named;
    if (records.empty()) {
        named.warehouses = hubs;
        return named;
    }
    for (const WarehouseRecord& record : records) {
        PlannedWarehouse planned = planned_at(record, to_local(now));
        if (record.fulfils) {
            named.warehouses.push_back(std::move(planned.warehouse));
        }
        if (record.fulfils && planned.good_until) {
            named.good_until = std::min(named.good_until, to_instant(*planned.good_until));
        }
    }
    return named;
}

/// Those with terms; and, once there are any, those without whose trucks stand ready.
std::vector<Carrier>
carriers_of(std::vector<CarrierTerms> agreed, const std::vector<DepartureRecord>& open) {
    std::vector<Carrier> carriers;
    carriers.reserve(agreed.size());
    for (CarrierTerms& terms : agreed) {
        carriers.push_back(std::move(terms.carrier));
    }
    if (carriers.empty()) {
        return carriers;
    }
    for (const DepartureRecord& record : open) {
        if (std::ranges::find(carriers, record.carrier.text(), &Carrier::id) == carriers.end()) {
            Carrier unbound;
            unbound.id = record.carrier.text();
            unbound.accepts_dangerous = true;
            carriers.push_back(std::move(unbound));
        }
    }
    return carriers;
}

Departure timetable_row(const DepartureRecord& record) {
    Departure departure;
    departure.id = record.id.text();
    departure.from = record.from;
    departure.to = record.to;
    if (!record.gate.empty()) {
        departure.gate = record.gate;
    }
    departure.leaves = to_local(record.leaves);
    if (record.arrives) {
        departure.arrives = to_local(*record.arrives);
    }
    departure.cold = record.cold;
    departure.return_leg = record.return_leg;
    if (record.price_per_kg_micros) {
        departure.cost_per_kg = Cost::of_units(*record.price_per_kg_micros);
    }
    departure.vehicle_mass = mass_of(record);
    return departure;
}

} // namespace

SnapshotBoard::SnapshotBoard(const Corridor& corridor) : corridor_(corridor) {
    for (const Hub& hub : corridor.hubs) {
        if (std::ranges::find(kWarehouseKinds, hub.kind) != kWarehouseKinds.end() &&
            warehouses_.size() < planning_warehouses_max) {
            Warehouse warehouse;
            warehouse.id = hub.id;
            warehouse.node = hub.id;
            warehouse.refuses_dangerous = true; // as it is not cold: nobody has said otherwise
            warehouses_.push_back(std::move(warehouse));
        }
    }
    std::ranges::sort(warehouses_, {}, &Warehouse::id);
}

bool SnapshotBoard::is_warehouse(std::string_view id) const noexcept {
    return std::ranges::any_of(warehouses_, [id](const Warehouse& known) {
        return known.id == id;
    });
}

SnapshotBoard::Held SnapshotBoard::read(
    Tx& tx, const TenantId& tenant, CrossingDirection direction, Instant now, std::int64_t number
) const {
    auto ground = std::make_shared<PlanningGround>();
    ground->number = number;
    Snapshot& snapshot = ground->snapshot;
    const auto legs = leg_reports::all(tx, tenant);
    snapshot.network = reported_network(corridor_, legs, direction, now);
    snapshot.emission = corridor_.emission;
    snapshot.gate_states = states_of(*corridor_.network, gate_reports::all(tx, tenant), direction);
    Named named = named_by(warehouses::read_all(warehouses::ask_all(tx, tenant)), warehouses_, now);
    snapshot.warehouses = std::move(named.warehouses);
    std::vector<DepartureRecord> open =
        departures::read_departures(departures::ask_open_after(tx, tenant, now, kDeparturesMax));
    std::ranges::sort(open, {}, [](const DepartureRecord& record) { return record.id.text(); });
    Instant good_until = std::min(named.good_until, first_end(legs, now).value_or(Instant::max()));
    for (const DepartureRecord& record : open) {
        snapshot.departures.push_back(timetable_row(record));
        ground->departure_ids.push_back(record.id);
        ground->departure_carriers.push_back(record.carrier);
        good_until = std::min(good_until, record.leaves);
    }
    snapshot.carriers = carriers_of(carrier_terms::all(tx, tenant), open);
    snapshot.finish();
    return {.ground = std::move(ground), .good_until = good_until};
}

std::shared_ptr<const PlanningGround>
SnapshotBoard::ground(Tx& tx, const TenantId& tenant, CrossingDirection direction, Instant now) {
    const std::int64_t number =
        departures::read_snapshot_number(departures::ask_snapshot_number(tx, tenant));
    const Key key{tenant.text(), direction};
    {
        const std::scoped_lock lock{mutex_};
        const auto found = held_.find(key);
        if (found != held_.end() && found->second.ground->number == number &&
            now < found->second.good_until) {
            return found->second.ground;
        }
    }
    Held fresh = read(tx, tenant, direction, now, number);
    const std::scoped_lock lock{mutex_};
    auto numbered = std::make_shared<PlanningGround>(*fresh.ground);
    numbered->snapshot.number = ++made_;
    fresh.ground = std::move(numbered);
    return held_.insert_or_assign(key, std::move(fresh)).first->second.ground;
}

Plan PlannerPool::plan(const PlanRequest& request) {
    std::unique_ptr<Planner> planner;
    {
        const std::scoped_lock lock{mutex_};
        if (!idle_.empty()) {
            planner = std::move(idle_.back());
            idle_.pop_back();
        }
    }
    if (!planner) {
        planner = std::make_unique<Planner>();
    }
    Plan plan = planner->plan(request);
    const std::scoped_lock lock{mutex_};
    idle_.push_back(std::move(planner));
    return plan;
}

} // namespace route9::gateway
