// SPDX-License-Identifier: Apache-2.0
#include "gateway/replanning/replan_orders.hpp"

#include "core/assert.hpp"
#include "fulfillment/loaded_parcels.hpp"
#include "fulfillment/stock.hpp"
#include "fulfillment/tracking.hpp"
#include "gateway/orders/awaited_order.hpp"
#include "gateway/orders/order_decision.hpp"
#include "gateway/orders/order_events.hpp"
#include "gateway/orders/stored_plan.hpp"
#include "gateway/shipping/waiting_reasons.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

constexpr std::array<std::string_view, 12> kLifted{
    "NO_STOCK",
    "PICKUP_POINT_NO_CASH",
    "PICKUP_POINT_TOO_HEAVY",
    "PICKUP_POINT_CLOSED",
    "NO_COLD_CAPACITY",
    "NO_ROUTE",
    "VEHICLE_TOO_HEAVY",
    "NO_OPEN_GATE",
    "NO_COVERAGE",
    "DG_NOT_ACCEPTED",
    "COD_LIMIT",
    "NO_CAPACITY"
};
/// Say that a marketplace's change came too late, or that one parcel waits for a person; they stop
/// nothing else.
constexpr std::array<std::string_view, 2> kBeside{"UPDATE_NOT_TAKEN", on_hold_reason};

/// What a person has to lift first is left alone.
bool goes_on_by_itself(const OrderRecord& record) {
    switch (record.status) {
    case OrderStatus::held:
    case OrderStatus::backordered:
    case OrderStatus::routed:
    case OrderStatus::packed:
        break;
    default:
        return false;
    }
    const auto reasons = parse_reasons(record.reasons);
    return std::ranges::all_of(reasons, [](const HoldReason& reason) {
        return is_lifted_by_itself(reason.code) ||
               std::ranges::find(kBeside, reason.code) != kBeside.end();
    });
}

bool waits_for_the_planner(const OrderRecord& record) {
    return record.status == OrderStatus::held || record.status == OrderStatus::backordered;
}

/// The same goods from the same warehouses, parcel by parcel.
bool is_split_alike(std::span<const Fulfillment> standing, const PlannedView& planned) {
    const auto& parcels = planned.plan.parcels;
    if (parcels.size() != standing.size()) {
        return false;
    }
    for (std::size_t i = 0; i < parcels.size(); ++i) {
        const Fulfillment fresh = work_of(planned.plan, parcels[i], planned.order, planned.view);
        if (fresh.warehouse != standing[i].warehouse || fresh.lines != standing[i].lines) {
            return false;
        }
    }
    return true;
}

/// It had a truck, which left or was outgrown without it, or somebody took it off.
bool is_left_behind(const Fulfillment& item) {
    if (item.departure || item.status == FulfillmentStatus::held) {
        return false;
    }
    const auto chosen = read_stored_plan(item.plan).value("chosen", std::vector<std::string>{});
    return truck_left(item.plan) || std::ranges::any_of(chosen, [](const std::string& option) {
               return option.starts_with("departure:");
           });
}

NewPlan new_plan(const Plan& plan, const Fulfillment& work) {
    NewPlan fresh{
        .decision = plan.decision, .gate = work.gate, .departure = work.departure, .eta = {}
    };
    if (plan.decision == Decision::routed) {
        fresh.eta = work.eta;
    }
    return fresh;
}

} // namespace

bool is_lifted_by_itself(std::string_view code) noexcept {
    return std::ranges::find(kLifted, code) != kLifted.end();
}

Replanner::Replanner(
    Tx& tx,
    const TenantId& tenant,
    PlanCause cause,
    Instant now,
    const ReplanTools& tools,
    Entropy& ids
)
    : tx_(tx), tenant_(tenant), cause_(cause), now_(now), tools_(tools), ids_(ids),
      planner_(tx, tenant, now, tools), touched_(tx, tenant, now, ids) {}

Result<std::size_t>
Replanner::look_at(const OrderId& id, std::optional<CrossingDirection> direction) {
    record_ = &touched_.order(id);
    const bool concerns = !direction || direction_of(record_->order) == *direction;
    if (!concerns || !goes_on_by_itself(*record_)) {
        return std::size_t{0};
    }
    rows_ = 0;
    reason_.reset();
    rests_ = false;
    told_cause_ = cause_;
    std::vector<Live> live = live_work(*record_);
    if (live.empty() && !waits_for_the_planner(*record_)) {
        return std::size_t{0};
    }
    auto done = is_whole_ ? replan_whole(live) : replan_parts(live);
    if (!done) {
        return Failure{std::move(done).error()};
    }
    return rows_;
}

std::vector<Replanner::Live> Replanner::live_work(const OrderRecord& record) {
    std::vector<Live> live;
    std::vector<Parcel> parcels;
    is_whole_ = true;
    for (Fulfillment& item : fulfillments::of_order(tx_, tenant_, record.id)) {
        if (item.status == FulfillmentStatus::planned || item.status == FulfillmentStatus::held) {
            live.push_back({std::move(item), std::nullopt, false});
            continue;
        }
        if (item.status == FulfillmentStatus::cancelled) {
            continue;
        }
        is_whole_ = false;
        if (parcels.empty()) {
            parcels = parcels::of_order(tx_, tenant_, record.id);
        }
        const auto found = std::ranges::find(parcels, item.id, &Parcel::fulfillment);
        const bool is_here = found != parcels.end() && !found->manifest &&
                             found->status == name(TrackingStatus::created) &&
                             (!found->departure || planner_.is_open(*found->departure));
        if (is_here) {
            const bool is_loaded =
                found->departure &&
                loaded_parcels::is_on(tx_, tenant_, found->id, *found->departure);
            live.push_back({std::move(item), *found, is_loaded});
        }
    }
    return live;
}

StandingPlan Replanner::standing_of(const Live& live) {
    const Fulfillment& item = live.item;
    const Order& order = record_->order;
    StandingPlan standing;
    standing.stage = live.parcel ? Stage::packed : Stage::planned;
    const bool has_truck = item.departure.has_value();
    const bool is_left = is_left_behind(item);
    standing.waits = item.status == FulfillmentStatus::held || is_left ||
                     (!has_truck && planner_.has_trucks(order, item.warehouse));
    standing.possible = (item.gate.empty() || !planner_.is_gate_closed(order, item.gate)) &&
                        (!has_truck || (planner_.is_open(*item.departure) &&
                                        !planner_.is_given_up(*item.departure))) &&
                        !is_left && planner_.has_way(order, item);
    standing.gate = item.gate;
    standing.departure = item.departure;
    standing.settled_until = item.settled_until;
    standing.promised_by = order.promised_by;
    return standing;
}

Result<void> Replanner::replan_whole(std::vector<Live>& live) {
    std::vector<Fulfillment> own;
    own.reserve(live.size());
    for (const Live& each : live) {
        own.push_back(each.item);
    }
    const auto planned = planner_.plan(*record_, own);
    if (!planned) {
        return {};
    }
    const bool alike = is_split_alike(own, *planned);
    const bool is_routed = planned->plan.decision == Decision::routed;
    if (live.empty() ? !planned->plan.parcels.empty() : !alike && is_routed) {
        return live.empty() || is_better(live, *planned) ? place_anew(live, *planned)
                                                         : Result<void>{};
    }
    for (std::size_t i = 0; i < live.size(); ++i) {
        if (auto done = replan_one(live[i], *planned, alike ? i : planned->plan.parcels.size());
            !done) {
            return done;
        }
    }
    if (live.empty()) {
        reason_ = planned->plan.reason;
    }
    settle(live);
    return {};
}

/// Something of it is packed: what lies somewhere stays there.
Result<void> Replanner::replan_parts(std::vector<Live>& live) {
    for (Live& each : live) {
        const auto planned = planner_.plan_part(*record_, each.item);
        if (!planned) {
            return {};
        }
        if (auto done = replan_one(each, *planned, 0); !done) {
            return done;
        }
    }
    settle(live);
    return {};
}

/// `parcel` is the plan's parcel of this work; behind the last one when the plan has none for it.
Result<void> Replanner::replan_one(Live& live, const PlannedView& planned, std::size_t parcel) {
    Change change{live, planned.plan, {}, standing_of(live)};
    change.cause = cause_of(live, change.standing);
    if (live.is_loaded) {
        return stay_aboard(change);
    }
    if (parcel < planned.plan.parcels.size()) {
        change.work =
            work_of(planned.plan, planned.plan.parcels[parcel], planned.order, planned.view);
    }
    const NewPlan fresh = new_plan(planned.plan, change.work);
    StandingPlan& standing = change.standing;
    if (planned.plan.reason && is_of_pickup_point(*planned.plan.reason)) {
        standing.possible = false;
    }
    if (fresh.decision == Decision::routed && !fresh.departure && is_left_behind(live.item)) {
        reason_ = PlanReason::no_capacity; // until there is a truck; it may be packed meanwhile
        told_cause_ = PlanCause::left_behind;
        return {};
    }
    if (fresh.decision == Decision::routed && !fresh.departure && standing.departure) {
        // No truck is better than a late one: nothing leaves without.
        return standing.possible ? Result<void>{} : hold(change);
    }
    const bool same_way = fresh.gate == standing.gate && fresh.departure == standing.departure;
    const bool is_routed = fresh.decision == Decision::routed;
    if (is_routed && is_voluntary(standing) && !same_way) {
        const auto own = planner_.own_way(*record_, live.item);
        standing.eta = own ? std::optional{to_instant(own->eta)} : live.item.eta;
        // It may stand on its truck already: nobody takes it down for a better one.
        if (live.parcel && standing.departure) {
            return refresh(live, standing.eta, own && take_own_roads(live, *own));
        }
    }
    switch (decide_replan(standing, fresh, now_)) {
    case ReplanAct::take:
        return take(change);
    case ReplanAct::refresh: {
        const auto& path = planned.plan.parcels[parcel].path;
        const bool by_other_roads = planner_.is_way_cut(record_->order, live.item, path);
        if (by_other_roads || live.item.eta != fresh.eta) {
            live.item.plan = change.work.plan;
        }
        return refresh(live, fresh.eta, by_other_roads);
    }
    case ReplanAct::hold:
        return hold(change);
    case ReplanAct::keep:
        if (standing.waits && !is_routed &&
            (live.parcel || live.item.status == FulfillmentStatus::held)) {
            reason_ = planned.plan.reason;
        }
        return standing.eta ? refresh(live, standing.eta) : Result<void>{};
    case ReplanAct::declare_first:
    case ReplanAct::flag:
        break;
    }
    return {};
}

} // namespace route9::gateway
