// SPDX-License-Identifier: Apache-2.0
#include "order_planning.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace route9::fulfillment {
namespace {

/// Wherever the goods lie, whether they may lie there or not.
constexpr Attempt kAnywhere{.ignore_cold = true, .ignore_dangerous = true};

/// The next set of the same size in the order of lowest ids; false after the last.
bool next_set(std::vector<std::size_t>& places, std::size_t count) {
    const std::size_t size = places.size();
    for (std::size_t i = size; i-- > 0;) {
        if (places[i] < count - size + i) {
            ++places[i];
            for (std::size_t j = i + 1; j < size; ++j) {
                places[j] = places[j - 1] + 1;
            }
            return true;
        }
    }
    return false;
}

} // namespace

OrderPlanning::OrderPlanning(const PlanRequest& request, PathCache& paths)
    : request_(request), snapshot_(*request.snapshot), order_(*request.order),
      routing_(*request.snapshot, *request.order, *request.settings, request.now, paths) {
    const auto choose = [&](bool is_dangerous) {
        return choose_carrier(snapshot_.carriers, order_, is_dangerous, request.addresses);
    };
    has_dangerous_ = std::ranges::any_of(order_.lines, &PlanLine::dangerous);
    carrier_plain_ = choose(false);
    carrier_dangerous_ = has_dangerous_ ? choose(true) : carrier_plain_;
    for (std::size_t i = 0; i < snapshot_.warehouses.size(); ++i) {
        const StockOf& stock = request.availability->stock[i];
        const bool is_useful = std::ranges::any_of(order_.lines, [&](const PlanLine& line) {
            const auto found = stock.find(line.sku);
            return found != stock.end() && found->second > 0;
        });
        if (is_useful) {
            useful_.push_back(i);
        }
    }
}

Plan OrderPlanning::run() {
    if (order_.destination.fit != AddressFit::resolved) {
        return unaddressed();
    }
    if (!can_cover(useful_, kAnywhere)) {
        return backordered();
    }
    if (const auto reason = unfit_point()) {
        return held(*reason);
    }
    if (!carrier_dangerous_.reason) {
        for (const GateMode mode : {GateMode::known, GateMode::with_unknown}) {
            Attempt attempt;
            attempt.gates = mode;
            if (const auto candidate = best(attempt)) {
                return is_point_open(candidate->score.eta) ? routed(*candidate, attempt)
                                                           : held(PlanReason::pickup_point_closed);
            }
        }
    }
    return held(first_obstacle());
}

/// What its pick-up point does not take, whenever it comes.
std::optional<PlanReason> OrderPlanning::unfit_point() const {
    const auto& point = order_.pickup;
    if (!point) {
        return std::nullopt;
    }
    if (order_.cod && !point->cash) {
        return PlanReason::pickup_point_no_cash;
    }
    WeightKg kg;
    for (const PlanLine& line : order_.lines) {
        kg += line.kg.value_or(WeightKg{});
    }
    if (point->kg_max && kg > *point->kg_max) {
        return PlanReason::pickup_point_too_heavy;
    }
    const bool is_over = point->to && day_of(request_.now) > *point->to;
    return is_over ? std::optional{PlanReason::pickup_point_closed} : std::nullopt;
}

bool OrderPlanning::is_point_open(LocalTime eta) const {
    const auto& point = order_.pickup;
    return !point || (point->from <= day_of(eta) && (!point->to || day_of(eta) <= *point->to));
}

AllocationInput OrderPlanning::input(const Attempt& attempt) const {
    AllocationInput input{request_.availability->stock, order_.lines, {}, {}};
    for (std::size_t i = 0; i < snapshot_.warehouses.size(); ++i) {
        input.may_ship_cold[i] = attempt.ignore_cold || routing_.may_ship_cold(i);
        input.may_ship_dangerous[i] =
            attempt.ignore_dangerous || !snapshot_.warehouses[i].refuses_dangerous;
    }
    return input;
}

bool OrderPlanning::can_cover(std::span<const std::size_t> warehouses, const Attempt& attempt)
    const {
    const AllocationInput with = input(attempt);
    if (request_.settings->allow_split) {
        return allocate(warehouses, with).has_value();
    }
    return std::ranges::any_of(warehouses, [&](const std::size_t& one) {
        return allocate({&one, 1}, with).has_value();
    });
}

bool OrderPlanning::can_reach(const Attempt& attempt) {
    std::vector<std::size_t> reaching;
    std::ranges::copy_if(useful_, std::back_inserter(reaching), [&](std::size_t warehouse) {
        return routing_.has_path(warehouse, attempt);
    });
    return can_cover(reaching, attempt);
}

PlanReason OrderPlanning::first_obstacle() {
    if (!can_cover(useful_, {.ignore_dangerous = true})) {
        return PlanReason::no_cold_capacity;
    }
    if (!can_cover(useful_, {})) {
        return PlanReason::dg_not_accepted;
    }
    Attempt attempt{.gates = GateMode::all_open, .any_mass = true};
    if (!can_reach(attempt)) {
        return PlanReason::no_route;
    }
    attempt.any_mass = false;
    if (!can_reach(attempt)) {
        return PlanReason::vehicle_too_heavy;
    }
    attempt.gates = GateMode::with_unknown;
    if (!can_reach(attempt)) {
        return PlanReason::no_open_gate;
    }
    return carrier_dangerous_.reason.value_or(PlanReason::no_capacity);
}

std::optional<OrderPlanning::Candidate> OrderPlanning::best(const Attempt& attempt) {
    considered_.clear();
    const std::size_t parcels_max = request_.settings->allow_split ? useful_.size() : 1;
    for (std::size_t size = 1; size <= std::min(parcels_max, useful_.size()); ++size) {
        if (auto candidate = best_of_size(size, attempt)) {
            return candidate;
        }
    }
    return std::nullopt;
}

std::optional<OrderPlanning::Candidate>
OrderPlanning::best_of_size(std::size_t size, const Attempt& attempt) {
    std::optional<Candidate> best;
    std::vector<std::size_t> places(size);
    std::iota(places.begin(), places.end(), std::size_t{0});
    do {
        std::vector<std::size_t> set;
        set.reserve(size);
        for (const std::size_t place : places) {
            set.push_back(useful_[place]);
        }
        auto candidate = try_set(set, attempt);
        if (!candidate) {
            continue;
        }
        // Sets come by lowest ids: an equal one later does not win.
        if (!best || compare(candidate->score, best->score, routing_.ranking()).order < 0) {
            best = std::move(candidate);
        }
    } while (next_set(places, useful_.size()));
    return best;
}

std::optional<OrderPlanning::Candidate>
OrderPlanning::try_set(std::span<const std::size_t> set, const Attempt& attempt) {
    Considered considered{{set.begin(), set.end()}, std::nullopt, Why::no_stock};
    auto allocation = allocate(set, input(attempt));
    if (!allocation || allocation->size() < set.size()) {
        if (set.size() == 1) {
            considered.why = why_not_from(set);
            considered_.push_back(std::move(considered));
        }
        return std::nullopt;
    }
    Candidate candidate;
    candidate.allocation = std::move(*allocation);
    std::vector<Room> rooms = request_.availability->rooms;
    for (const ParcelShare& share : candidate.allocation) {
        const auto parcel = routing_.route(share, attempt, rooms);
        if (!parcel) {
            const bool has_path = routing_.has_path(share.warehouse, attempt);
            considered.why = has_path ? Why::no_departure : Why::no_path;
            considered_.push_back(std::move(considered));
            return std::nullopt;
        }
        candidate.parcels.push_back(*parcel);
        add_parcel(candidate, *parcel);
    }
    considered.score = candidate.score;
    considered_.push_back(std::move(considered));
    return candidate;
}

/// Why the goods cannot all come from there.
Why OrderPlanning::why_not_from(std::span<const std::size_t> set) const {
    if (!allocate(set, input(kAnywhere))) {
        return Why::no_stock;
    }
    return allocate(set, input({.ignore_dangerous = true})) ? Why::dg_not_accepted : Why::not_cold;
}

void OrderPlanning::add_parcel(Candidate& candidate, const RoutedParcel& parcel) const {
    const ParcelShare& share = candidate.allocation[candidate.parcels.size() - 1];
    Score& total = candidate.score;
    total.misses_promise = total.misses_promise || parcel.score.misses_promise;
    total.grams += parcel.score.grams;
    total.cost += parcel.score.cost + request_.settings->per_parcel_fixed_cost;
    if (const Carrier* carrier = carrier_for(share).carrier) {
        total.cost += carrier->fee;
    }
    total.eta =
        candidate.parcels.size() == 1 ? parcel.score.eta : std::max(total.eta, parcel.score.eta);
    total.km += parcel.score.km;
}

const CarrierChoice& OrderPlanning::carrier_for(const ParcelShare& share) const {
    return share.dangerous ? carrier_dangerous_ : carrier_plain_;
}

/// What would ship without the obstacle: first only the obstacle goes, then what comes after it.
std::optional<OrderPlanning::Candidate> OrderPlanning::as_if_without(PlanReason reason) {
    Attempt attempt{.gates = GateMode::with_unknown};
    switch (reason) {
    case PlanReason::address_unknown:
    case PlanReason::address_ambiguous:
    case PlanReason::no_stock:
    case PlanReason::no_route:
        return std::nullopt;
    case PlanReason::no_cold_capacity:
        attempt.ignore_cold = true;
        break;
    case PlanReason::vehicle_too_heavy:
        attempt.any_mass = true;
        attempt.gates = GateMode::all_open;
        break;
    case PlanReason::no_open_gate:
        attempt.gates = GateMode::all_open;
        break;
    case PlanReason::dg_not_accepted:
        attempt.ignore_dangerous = !can_cover(useful_, attempt);
        break;
    case PlanReason::pickup_point_no_cash:
    case PlanReason::pickup_point_too_heavy:
    case PlanReason::pickup_point_closed:
    case PlanReason::no_coverage:
    case PlanReason::cod_limit:
        break;
    case PlanReason::no_capacity:
        attempt.ignore_departures = true;
        break;
    }
    Attempt freer = attempt;
    freer.ignore_departures = true;
    Attempt freest = freer;
    freest.gates = GateMode::all_open;
    freest.any_mass = true;
    for (const Attempt& each : std::array{attempt, freer, freest}) {
        if (auto candidate = best(each)) {
            return candidate;
        }
    }
    return std::nullopt;
}

Plan Planner::plan(const PlanRequest& request) {
    paths_.begin(request.snapshot->number);
    return OrderPlanning{request, paths_}.run();
}

void reserve(
    const Plan& plan, const PlanOrder& order, const Snapshot& snapshot, Availability& availability
) {
    for (const PlannedParcel& parcel : plan.parcels) {
        const auto warehouse =
            std::ranges::find(snapshot.warehouses, parcel.warehouse, &Warehouse::id);
        StockOf& stock =
            availability.stock[static_cast<std::size_t>(warehouse - snapshot.warehouses.begin())];
        WeightKg kg;
        VolumeM3 m3;
        for (const ParcelLine& part : parcel.lines) {
            const PlanLine& line = order.lines[part.line];
            stock.find(part.sku)->second -= part.quantity;
            kg += share(line.kg.value_or(WeightKg{}), part.quantity, line.quantity);
            m3 += share(line.m3.value_or(VolumeM3{}), part.quantity, line.quantity);
        }
        if (!parcel.departure) {
            continue;
        }
        const auto departure =
            std::ranges::find(snapshot.departures, *parcel.departure, &Departure::id);
        Room& room =
            availability.rooms[static_cast<std::size_t>(departure - snapshot.departures.begin())];
        room.kg = room.kg ? std::optional{*room.kg - kg} : std::nullopt;
        room.m3 = room.m3 ? std::optional{*room.m3 - m3} : std::nullopt;
    }
}

} // namespace route9::fulfillment
