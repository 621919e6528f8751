// SPDX-License-Identifier: Apache-2.0
#include "parcel_routing.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace route9::fulfillment {
namespace {

LocalTime up_to_slot(LocalTime at, std::chrono::seconds slot) {
    const auto over = at.time_since_epoch() % slot;
    return over.count() == 0 ? at : at + (slot - over);
}

} // namespace

ParcelRouting::ParcelRouting(
    const Snapshot& snapshot,
    const PlanOrder& order,
    const PlanSettings& settings,
    LocalTime now,
    PathCache& paths
)
    : snapshot_(snapshot), order_(order), settings_(settings), now_(now), paths_(paths) {
    destination_ = snapshot.network->find_node(order.destination.node);
    for (const Warehouse& warehouse : snapshot.warehouses) {
        origins_.push_back(snapshot.network->find_node(warehouse.node));
    }
    for (std::size_t i = 0; i < snapshot.gate_states.size(); ++i) {
        const GateSet bit = gate_bit(static_cast<GateIndex>(i));
        conditions_.push_back(
            effective_condition(snapshot.gate_states[i], now, settings.gate_state_ttl)
        );
        all_ |= bit;
        switch (conditions_.back()) {
        case GateCondition::open:
        case GateCondition::restricted:
            known_ |= bit;
            break;
        case GateCondition::unknown:
            unknown_ |= bit;
            break;
        case GateCondition::closed:
            break;
        }
    }
}

Ranking ParcelRouting::ranking() const {
    return {settings_.policy, order_.promise.has_value()};
}

LocalTime ParcelRouting::start_at(const Warehouse& warehouse) const {
    const LocalTime ready = std::max(now_, order_.ready_at.value_or(now_));
    const LocalDay day = day_of(ready);
    const bool is_late = warehouse.cutoff && ready > day + *warehouse.cutoff;
    const LocalTime counted = is_late ? LocalTime{day + std::chrono::days{1}} : ready;
    return counted + warehouse.handling;
}

bool ParcelRouting::serves(const Departure& departure, const Warehouse& warehouse) const {
    return !departure.from || *departure.from == warehouse.id;
}

bool ParcelRouting::has_departures(const Warehouse& warehouse) const {
    return std::ranges::any_of(snapshot_.departures, [&](const Departure& departure) {
        return serves(departure, warehouse);
    });
}

std::optional<GateIndex> ParcelRouting::gate_of(const Departure& departure) const {
    return departure.gate ? snapshot_.network->find_gate(*departure.gate) : std::nullopt;
}

Way ParcelRouting::way_of(const Departure& departure) const {
    Way way = any_way();
    if (departure.vehicle_mass) {
        way.mass = departure.vehicle_mass;
    }
    if (departure.gate) {
        const auto gate = gate_of(departure);
        way.gates = gate ? gate_bit(*gate) : GateSet{0};
    }
    return way;
}

Way ParcelRouting::way_of(const RoutedParcel& taken) const {
    return taken.departure ? way_of(snapshot_.departures[*taken.departure]) : any_way();
}

bool ParcelRouting::may_ship_cold(std::size_t index) const {
    const Warehouse& warehouse = snapshot_.warehouses[index];
    if (!warehouse.cold || !has_departures(warehouse)) {
        return warehouse.cold;
    }
    return std::ranges::any_of(snapshot_.departures, [&](const Departure& departure) {
        return departure.cold && serves(departure, warehouse);
    });
}

/// Precondition: both ends are in the network.
PathQuery ParcelRouting::query(std::size_t warehouse, LocalTime leaves, const Way& way) const {
    PathQuery query;
    query.origin = *origins_[warehouse];
    query.destination = *destination_;
    query.departure = leaves;
    query.vehicle_mass = way.mass;
    query.passable = way.gates;
    return query;
}

const PathFront& ParcelRouting::search(std::size_t warehouse, LocalTime leaves, const Way& way) {
    if (!destination_ || !origins_[warehouse]) {
        return no_paths_;
    }
    return paths_.find(*snapshot_.network, snapshot_.queues, query(warehouse, leaves, way));
}

const PathFront&
ParcelRouting::front(std::size_t warehouse, LocalTime leaves, const Attempt& attempt, Way way) {
    if (attempt.any_mass) {
        way.mass.reset();
    }
    const auto by = [&way](GateSet gates) { return Way{gates & way.gates, way.mass}; };
    if (attempt.gates == GateMode::all_open) {
        return search(warehouse, leaves, by(all_));
    }
    const PathFront& known = search(warehouse, leaves, by(known_));
    if (!known.empty() || attempt.gates == GateMode::known) {
        return known;
    }
    return search(warehouse, leaves, by(known_ | unknown_));
}

const PathFront&
ParcelRouting::front(std::size_t warehouse, const Departure& departure, const Attempt& attempt) {
    return front(warehouse, departure.leaves, attempt, way_of(departure));
}

bool ParcelRouting::has_path(std::size_t warehouse, const Attempt& attempt) {
    return !front(warehouse, start_at(snapshot_.warehouses[warehouse]), attempt, any_way()).empty();
}

Score ParcelRouting::score(const PathOption& path, const ParcelShare& share) const {
    Score score;
    score.eta = path.arrival;
    score.misses_promise = order_.promise && path.arrival > *order_.promise;
    score.cost = path.cost();
    score.km = path.km;
    const std::int64_t percent = share.cold ? snapshot_.emission.cold_percent : 100;
    score.grams = static_cast<Int128>(share.ranking_kg.units()) * path.km.units() * percent;
    return score;
}

const PathOption* ParcelRouting::pick(
    const PathFront& front, const ParcelShare& share, std::optional<GateIndex> gate
) const {
    const PathOption* best = nullptr;
    Score best_score;
    for (const PathOption& path : front) {
        if (gate && std::ranges::find(path.crossings, *gate) == path.crossings.end()) {
            continue;
        }
        const Score candidate = score(path, share);
        const auto order = best == nullptr ? std::strong_ordering::less
                                           : compare(candidate, best_score, ranking()).order;
        if (order < 0 || (order == 0 && path.nodes < best->nodes)) {
            best = &path;
            best_score = candidate;
        }
    }
    return best;
}

std::optional<Why>
ParcelRouting::gate_obstacle(const Departure& departure, const Attempt& attempt) const {
    if (!departure.gate || attempt.gates == GateMode::all_open) {
        return std::nullopt;
    }
    const auto gate = gate_of(departure);
    if (!gate) {
        return Why::no_path;
    }
    if (conditions_[*gate] == GateCondition::closed) {
        return Why::by_closed_gate;
    }
    if (conditions_[*gate] == GateCondition::unknown && attempt.gates == GateMode::known) {
        return Why::by_unknown_gate;
    }
    return std::nullopt;
}

std::optional<Why> ParcelRouting::obstacle(
    const Departure& departure, const ParcelShare& share, const Attempt& attempt, const Room& room
) const {
    if (departure.to && *departure.to != order_.destination.node) {
        return Why::other_destination;
    }
    if (const auto why = gate_obstacle(departure, attempt)) {
        return why;
    }
    if (departure.leaves < start_at(snapshot_.warehouses[share.warehouse])) {
        return Why::too_early;
    }
    if (share.cold && !departure.cold && !attempt.ignore_cold) {
        return Why::not_cold;
    }
    if (!room.takes(share.kg, share.m3)) {
        return Why::no_room;
    }
    return std::nullopt;
}

/// What the truck asks instead of the road's cost; a parcel without weight counts a kilogram a
/// piece.
Cost ParcelRouting::ride_cost(
    const Departure& departure, const ParcelShare& share, const PathOption& path
) {
    if (departure.cost) {
        return *departure.cost;
    }
    return departure.cost_per_kg
               ? fulfillment::share(
                     *departure.cost_per_kg, share.ranking_kg.units(), WeightKg::whole(1).units()
                 )
               : path.legs_cost;
}

std::optional<RoutedParcel>
ParcelRouting::ride(std::size_t index, const ParcelShare& share, const Attempt& attempt) {
    const Departure& departure = snapshot_.departures[index];
    const PathFront& paths = front(share.warehouse, departure, attempt);
    const PathOption* path = pick(paths, share, gate_of(departure));
    if (path == nullptr) {
        return std::nullopt;
    }
    RoutedParcel routed;
    routed.path = path;
    routed.departure = index;
    routed.leaves = departure.leaves;
    routed.score = score(*path, share);
    routed.score.eta = departure.arrives.value_or(path->arrival);
    routed.score.misses_promise = order_.promise && routed.score.eta > *order_.promise;
    routed.score.cost = ride_cost(departure, share, *path) + path->gate_fees;
    return routed;
}

bool ParcelRouting::is_better_ride(const RoutedParcel& left, const RoutedParcel& right) const {
    const auto key = [this](const RoutedParcel& parcel) {
        const Departure& departure = snapshot_.departures[*parcel.departure];
        return std::tuple{
            parcel.score.eta,
            parcel.score.cost,
            !departure.return_leg,
            departure.leaves,
            *parcel.departure
        };
    };
    return key(left) < key(right);
}

std::optional<RoutedParcel>
ParcelRouting::route(const ParcelShare& share, const Attempt& attempt, std::vector<Room>& rooms) {
    const Warehouse& warehouse = snapshot_.warehouses[share.warehouse];
    std::optional<RoutedParcel> best;
    if (attempt.ignore_departures || !has_departures(warehouse)) {
        const LocalTime leaves = up_to_slot(start_at(warehouse), settings_.departure_slot);
        const PathOption* path = pick(front(share.warehouse, leaves, attempt, any_way()), share);
        if (path != nullptr) {
            best = RoutedParcel{path, std::nullopt, leaves, score(*path, share)};
        }
        return best;
    }
    for (std::size_t i = 0; i < snapshot_.departures.size(); ++i) {
        const Departure& departure = snapshot_.departures[i];
        if (!serves(departure, warehouse) || obstacle(departure, share, attempt, rooms[i])) {
            continue;
        }
        auto candidate = ride(i, share, attempt);
        if (candidate && (!best || is_better_ride(*candidate, *best))) {
            best = candidate;
        }
    }
    if (best && best->departure) {
        Room& room = rooms[*best->departure];
        room.kg = room.kg ? std::optional{*room.kg - share.kg} : std::nullopt;
        room.m3 = room.m3 ? std::optional{*room.m3 - share.m3} : std::nullopt;
    }
    return best;
}

} // namespace route9::fulfillment
