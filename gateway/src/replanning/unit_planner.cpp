// SPDX-License-Identifier: Apache-2.0
#include "gateway/replanning/unit_planner.hpp"

#include "fulfillment/product_store.hpp"
#include "fulfillment/seller_policy.hpp"
#include "fulfillment/stock.hpp"
#include "fulfillment/truck_way.hpp"
#include "gateway/fleet/vehicle_check.hpp"
#include "gateway/orders/order_decision.hpp"
#include "gateway/orders/stored_plan.hpp"
#include "gateway/planning/plan_by_terms.hpp"
#include "gateway/replanning/replan_jobs.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

constexpr std::int64_t kUnitsPerGram = 1'000; // WeightKg counts millionths of a kilogram

/// The order as if it were only this parcel.
Order part_of(const Order& order, const Fulfillment& item) {
    Order part = order;
    part.lines.clear();
    for (const FulfillmentLine& share : item.lines) {
        const auto whole = std::ranges::find(order.lines, share.sku, &OrderLine::sku);
        if (whole != order.lines.end()) {
            part.lines.push_back(*whole);
            part.lines.back().quantity = share.quantity;
        }
    }
    return part;
}

void free_stock(OrderView& view, const Fulfillment& item) {
    const auto& warehouses = view.ground->snapshot.warehouses;
    const auto found = std::ranges::find(warehouses, item.warehouse, &Warehouse::id);
    if (found == warehouses.end()) {
        return;
    }
    StockOf& stock = view.availability.stock[static_cast<std::size_t>(found - warehouses.begin())];
    for (const StockClaim& claim : claims_of(item)) {
        stock[claim.sku.text()] += claim.quantity;
    }
}

Room* room_of(OrderView& view, const DepartureId& id) {
    const auto found = std::ranges::find(view.ground->departure_ids, id);
    if (found == view.ground->departure_ids.end()) {
        return nullptr;
    }
    const auto index = static_cast<std::size_t>(found - view.ground->departure_ids.begin());
    return &view.availability.rooms[index];
}

void free_room(OrderView& view, const Fulfillment& item) {
    Room* room = item.departure ? room_of(view, *item.departure) : nullptr;
    if (room != nullptr && room->kg) {
        room->kg = *room->kg + WeightKg::of_units(item.mass_g * kUnitsPerGram);
    }
    if (room != nullptr && room->m3) {
        room->m3 = *room->m3 + VolumeM3::of_units(item.volume_cm3);
    }
}

/// Whoever took it off a truck does not find it there again.
void close_room_left(OrderView& view, const Fulfillment& item) {
    const auto left = item.departure ? std::nullopt : truck_left(item.plan);
    if (Room* room = left ? room_of(view, *left) : nullptr) {
        room->kg = WeightKg{};
    }
}

} // namespace

UnitPlanner::UnitPlanner(Tx& tx, TenantId tenant, Instant now, const ReplanTools& tools)
    : tx_(tx), tenant_(std::move(tenant)), now_(now), tools_(tools) {}

std::optional<PlannedView>
UnitPlanner::plan(const OrderRecord& record, std::span<const Fulfillment> own) {
    PlannedView planned{record.order, view(record, record.order), {}};
    for (const Fulfillment& item : own) {
        free_stock(planned.view, item);
        free_room(planned.view, item);
    }
    auto made = run(record, planned.order, planned.view, planned.view.ground->snapshot, 0);
    if (!made) {
        return std::nullopt;
    }
    planned.plan = std::move(*made);
    return planned;
}

std::optional<PlannedView>
UnitPlanner::plan_part(const OrderRecord& record, const Fulfillment& item) {
    PlannedView planned{part_of(record.order, item), {}, {}};
    planned.view = view_of_part(record, planned.order, item);
    auto made =
        run(record, planned.order, planned.view, planned.view.ground->snapshot, item.mass_g);
    if (!made) {
        return std::nullopt;
    }
    planned.plan = std::move(*made);
    return planned;
}

std::optional<Instant> UnitPlanner::own_eta(const OrderRecord& record, const Fulfillment& item) {
    const auto own = own_way(record, item);
    return own ? std::optional{to_instant(own->eta)} : std::nullopt;
}

std::optional<PlannedParcel>
UnitPlanner::own_way(const OrderRecord& record, const Fulfillment& item) {
    const Order part = part_of(record.order, item);
    OrderView own = view_of_part(record, part, item);
    Room* place = item.departure ? room_of(own, *item.departure) : nullptr;
    if (item.departure && place == nullptr) {
        return std::nullopt;
    }
    const std::optional<Room> kept = place == nullptr ? std::nullopt : std::optional{*place};
    for (Room& room : own.availability.rooms) {
        room.kg = WeightKg{};
    }
    if (place != nullptr) {
        *place = *kept;
    }
    const auto made = run(record, part, own, only_by(*own.ground, item.gate), item.mass_g);
    if (!made || made->decision != Decision::routed) {
        return std::nullopt;
    }
    return made->parcels.front();
}

bool UnitPlanner::is_gate_closed(const Order& order, const std::string& gate) {
    const Snapshot& snapshot = ground(order)->snapshot;
    const auto index = snapshot.network->find_gate(gate);
    return index && effective_condition(
                        snapshot.gate_states[*index], to_local(now_), gate_state_ttl_default
                    ) == GateCondition::closed;
}

bool UnitPlanner::has_way(const Order& order, const Fulfillment& item) {
    const auto& network = ground(order)->snapshot.network;
    const auto path = network == tools_.catalogue.corridor.network
                          ? std::vector<std::string>{}
                          : read_stored_plan(item.plan).value("path", std::vector<std::string>{});
    if (path.empty()) {
        return true;
    }
    const TruckTrip trip{path.front(), path.back(), item.gate, to_local(now_), mass_under(item)};
    const std::string key = trip.from + " " + trip.gate + " " + trip.to + " " + trip.mass.text();
    const auto known = has_way_.find({direction_of(order), key});
    if (known != has_way_.end()) {
        return known->second;
    }
    const bool found = truck_way(*network, trip).exists;
    return has_way_.insert_or_assign({direction_of(order), key}, found).first->second;
}

bool UnitPlanner::is_way_cut(
    const Order& order, const Fulfillment& item, std::span<const std::string> other
) {
    const Network& map = *tools_.catalogue.corridor.network;
    const Network& now = *ground(order)->snapshot.network;
    const auto mass = mass_under(item);
    if (!mass && &map == &now) {
        return false;
    }
    const auto path = read_stored_plan(item.plan).value("path", std::vector<std::string>{});
    return !other.empty() && !std::ranges::equal(path, other) &&
           is_cut(map, now, path, mass, item.gate);
}

TruckMass UnitPlanner::mass_under(const Fulfillment& item) {
    return item.departure ? truck(*item.departure).mass : TruckMass{};
}

const UnitPlanner::TruckState& UnitPlanner::truck(const DepartureId& id) {
    const auto known = trucks_.find(id);
    if (known != trucks_.end()) {
        return known->second;
    }
    const auto found = departures::find(tx_, tenant_, id);
    TruckState state;
    state.is_open = found && found->state == DepartureState::open;
    state.mass = found ? mass_of(*found) : TruckMass{};
    state.is_given_up = state.is_open && found->leaves + departure_late_max <= now_;
    return trucks_.emplace(id, state).first->second;
}

bool UnitPlanner::is_open(const DepartureId& id) {
    return truck(id).is_open;
}

bool UnitPlanner::is_given_up(const DepartureId& id) {
    return truck(id).is_given_up;
}

bool UnitPlanner::has_trucks(const Order& order, const std::string& warehouse) {
    const auto& rows = ground(order)->snapshot.departures;
    return std::ranges::any_of(rows, [&warehouse](const Departure& row) {
        return !row.from || *row.from == warehouse;
    });
}

bool UnitPlanner::take_room(const DepartureId& id, const Load& load) {
    if (!departures::take_room(tx_, tenant_, id, load)) {
        return false;
    }
    const auto found = std::ranges::find(open(), id, &DepartureRecord::id);
    if (found != open().end()) {
        found->mass_used_g += load.mass_g;
        found->volume_used_cm3 += load.volume_cm3;
    }
    return true;
}

void UnitPlanner::give_room(const DepartureId& id, const Load& load) {
    departures::give_room_back(tx_, tenant_, id, load);
    const auto found = std::ranges::find(open(), id, &DepartureRecord::id);
    if (found != open().end()) {
        found->mass_used_g -= load.mass_g;
        found->volume_used_cm3 -= load.volume_cm3;
    }
}

std::shared_ptr<const PlanningGround> UnitPlanner::ground(const Order& order) {
    auto& ground = grounds_[direction_of(order)];
    if (!ground) {
        ground = tools_.snapshots.ground(tx_, tenant_, direction_of(order), now_);
    }
    return ground;
}

std::vector<DepartureRecord>& UnitPlanner::open() {
    if (!open_) {
        Rows asked =
            departures::ask_open_after(tx_, tenant_, now_, std::numeric_limits<int>::max());
        open_ = departures::read_departures(std::move(asked));
    }
    return *open_;
}

OrderView UnitPlanner::view(const OrderRecord& record, const Order& order) {
    const std::vector<Sku> skus = distinct_skus(order);
    auto products = products::ask(tx_, tenant_, record.seller, skus);
    auto levels = stock::ask_levels(tx_, tenant_, record.seller, skus);
    const auto known = products::read(std::move(products));
    const auto stocked = stock::read_levels(std::move(levels));
    OrderView made = order_view(ground(order), known, stocked, open(), order);
    made.policy = policy_of(record.seller);
    made.pickup = read_pickup(tx_, tenant_, record.order.recipient, corridor_day(now_));
    return made;
}

Policy UnitPlanner::policy_of(const PartyId& seller) {
    const auto known = policies_.find(seller);
    if (known != policies_.end()) {
        return known->second;
    }
    Rows asked = seller_policies::ask(tx_, tenant_, seller);
    const Policy policy = seller_policies::read(std::move(asked), tenant_, seller).policy;
    return policies_.emplace(seller, policy).first->second;
}

/// Only what the parcel holds, where it lies.
OrderView
UnitPlanner::view_of_part(const OrderRecord& record, const Order& part, const Fulfillment& item) {
    OrderView own = view(record, part);
    for (StockOf& stock : own.availability.stock) {
        stock.clear();
    }
    free_stock(own, item);
    free_room(own, item);
    close_room_left(own, item);
    return own;
}

const Snapshot& UnitPlanner::only_by(const PlanningGround& ground, const std::string& gate) {
    const auto index = ground.snapshot.network->find_gate(gate);
    if (!index) {
        return ground.snapshot;
    }
    const auto direction = std::ranges::find_if(grounds_, [&ground](const auto& known) {
                               return known.second.get() == &ground;
                           })->first;
    const auto [place, is_new] = by_.try_emplace({direction, gate}, ground.snapshot);
    Snapshot& only = place->second;
    if (is_new) {
        for (std::size_t i = 0; i < only.gate_states.size(); ++i) {
            if (i != *index) {
                only.gate_states[i] = {};
                only.gate_states[i].condition = GateCondition::closed;
            }
        }
    }
    return only;
}

std::optional<Plan> UnitPlanner::run(
    const OrderRecord& record,
    const Order& order,
    const OrderView& view,
    const Snapshot& snapshot,
    std::int64_t weighed_g
) {
    const Recipient& place = record.order.recipient;
    const AddressBook& addresses = tools_.catalogue.corridor.addresses;
    const auto address = addresses.resolve({place.country, place.province, place.district});
    if (address.fit != AddressFit::resolved || order.lines.empty()) {
        return std::nullopt;
    }
    PlanOrder wanted = plan_order_of(record.id, order, address, view);
    if (weighed_g > 0) {
        for (PlanLine& line : wanted.lines) {
            line.kg = WeightKg{};
        }
        wanted.lines.front().kg = WeightKg::of_units(weighed_g * kUnitsPerGram);
    }
    const PlanSettings settings = planning_settings(view.policy);
    const PlanRequest request{
        .now = to_local(now_),
        .snapshot = &snapshot,
        .availability = &view.availability,
        .order = &wanted,
        .settings = &settings,
        .addresses = &addresses,
    };
    return plan_by_terms(tools_.planners, request, view.ground->departure_carriers);
}

} // namespace route9::gateway
