// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/stock.hpp"
#include "gateway/orders/awaited_order.hpp"
#include "gateway/orders/order_decision.hpp"
#include "gateway/orders/order_events.hpp"
#include "gateway/orders/stored_plan.hpp"
#include "gateway/replanning/replan_orders.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

constexpr std::size_t kRowsOfParcel = 5; // its work, its row, two events, room

Failure changed_meanwhile() {
    return fail(ErrorCode::conflict, "the order has changed meanwhile; try again");
}

Json way_of(const Fulfillment& item) {
    Json way = Json::object();
    if (!item.gate.empty()) {
        way["gate"] = item.gate;
    }
    if (item.departure) {
        way["departure"] = item.departure->text();
    }
    if (item.eta) {
        way["eta"] = format_corridor(*item.eta);
    }
    return way;
}

bool waits_for_the_planner(const OrderRecord& record) {
    return record.status == OrderStatus::held || record.status == OrderStatus::backordered;
}

} // namespace

/// It stands on its truck: only a person takes it down, or sends the truck another way.
Result<void> Replanner::stay_aboard(Change& change) {
    if (!change.standing.possible) {
        reason_ = PlanReason::no_open_gate;
        told_cause_ = change.cause;
        return {};
    }
    const auto own = planner_.own_way(*record_, change.live.item);
    if (!own) {
        return {};
    }
    return refresh(change.live, to_instant(own->eta), take_own_roads(change.live, *own));
}

/// Where those of its plan are cut for it; false when they are not.
bool Replanner::take_own_roads(Live& live, const PlannedParcel& own) {
    Fulfillment& item = live.item;
    if (!planner_.is_way_cut(record_->order, item, own.path)) {
        return false;
    }
    item.plan = plan_by_other_way(
        item.plan,
        {item.gate, item.gate, own.path, own.km.text(), own.cost.text(), to_instant(own.leaves)}
    );
    return true;
}

Result<void> Replanner::take(Change& change) {
    Fulfillment& item = change.live.item;
    const Fulfillment before = item;
    const bool moves = change.work.departure != item.departure;
    if (moves && change.work.departure &&
        !planner_.take_room(*change.work.departure, load_of(item))) {
        reason_ = PlanReason::no_capacity; // it weighs more than was planned
        return change.standing.possible ? Result<void>{} : hold(change);
    }
    if (moves && item.departure) {
        planner_.give_room(*item.departure, load_of(item));
    }
    item.gate = change.work.gate;
    item.departure = change.work.departure;
    item.carrier = change.work.carrier;
    item.plan = change.work.plan;
    item.snapshot = change.work.snapshot;
    item.plan_reason = change.cause;
    told_cause_ = item.plan_reason;
    ++item.plan_version;
    if (item.status == FulfillmentStatus::held) {
        item.status = FulfillmentStatus::planned;
    }
    if (is_voluntary(change.standing)) {
        item.settled_until = now_ + limits::replan_rest;
    }
    if (before.status != FulfillmentStatus::held) {
        Fulfillment after = item;
        after.eta = change.work.eta;
        tell_moved(before, after);
    }
    take_eta(item, change.work.eta);
    return write(change.live, before);
}

/// The place is given up, the stock stays reserved.
Result<void> Replanner::hold(Change& change) {
    Fulfillment& item = change.live.item;
    const Fulfillment before = item;
    reason_ = change.plan.reason.value_or(PlanReason::no_capacity);
    if (item.status == FulfillmentStatus::held || (change.live.parcel && !item.departure)) {
        return {}; // it waits already
    }
    if (item.departure) {
        planner_.give_room(*item.departure, load_of(item));
    }
    item.departure.reset();
    item.carrier = PartyId{};
    item.plan_reason = change.cause;
    told_cause_ = item.plan_reason;
    ++item.plan_version;
    if (item.status == FulfillmentStatus::planned) {
        item.status = FulfillmentStatus::held;
        item.plan = plan_in_vain(item.plan, change.plan);
    }
    item.promised = item.promised ? item.promised : item.eta;
    item.eta.reset();
    if (change.live.parcel) {
        tell_moved(before, item);
    }
    return write(change.live, before);
}

/// The same way at another time, or by other roads to the same gate.
Result<void> Replanner::refresh(Live& live, std::optional<Instant> eta, bool by_other_roads) {
    if (live.item.eta == eta && !by_other_roads) {
        return {};
    }
    const Fulfillment before = live.item;
    told_cause_ = cause_;
    if (by_other_roads) {
        ++live.item.plan_version;
        live.item.plan_reason = cause_;
        Fulfillment after = live.item;
        after.eta = eta;
        tell_moved(before, after);
    }
    take_eta(live.item, eta);
    return write(live, before);
}

Result<void> Replanner::write(Live& live, const Fulfillment& before) {
    if (!fulfillments::replan(tx_, live.item, before.status, before.plan_version)) {
        return changed_meanwhile();
    }
    rows_ += kRowsOfParcel;
    const bool moved =
        live.item.departure != before.departure || live.item.carrier != before.carrier;
    if (!live.parcel || !moved) {
        return {};
    }
    live.parcel->departure = live.item.departure;
    live.parcel->carrier = live.item.carrier;
    return parcels::update(tx_, *live.parcel) ? Result<void>{} : changed_meanwhile();
}

/// Another split of the order, for all of it together.
bool Replanner::is_better(const std::vector<Live>& live, const PlannedView& planned) {
    StandingPlan standing;
    standing.promised_by = record_->order.promised_by;
    for (const Live& each : live) {
        const StandingPlan one = standing_of(each);
        standing.waits = standing.waits || one.waits;
        standing.possible = standing.possible && one.possible;
        standing.settled_until = std::max(standing.settled_until, one.settled_until);
        const auto own = planner_.own_eta(*record_, each.item);
        const auto eta = own ? own : each.item.eta;
        standing.eta = eta && standing.eta ? std::max(*eta, *standing.eta) : eta;
    }
    NewPlan fresh{.decision = planned.plan.decision, .gate = "", .departure = {}, .eta = {}};
    fresh.eta = to_instant(*planned.plan.eta);
    standing.gate = "another split";
    told_cause_ = cause_of(live.front(), standing);
    rests_ = is_voluntary(standing);
    const bool has_trucks =
        std::ranges::all_of(live, [](const Live& each) { return each.item.departure.has_value(); });
    const bool keeps_trucks = std::ranges::all_of(planned.plan.parcels, [](const auto& parcel) {
        return parcel.departure.has_value();
    });
    if (rests_ && has_trucks && !keeps_trucks) {
        return false;
    }
    return decide_replan(standing, fresh, now_) == ReplanAct::take;
}

Result<void> Replanner::give_up(std::vector<Live>& live) {
    std::vector<StockClaim> held;
    for (const Live& each : live) {
        add_claims(held, each.item);
        if (each.item.departure) {
            planner_.give_room(*each.item.departure, load_of(each.item));
        }
        if (!fulfillments::change_status(
                tx_, each.item, each.item.status, FulfillmentStatus::cancelled
            )) {
            return changed_meanwhile();
        }
    }
    stock::release(tx_, tenant_, record_->seller, held);
    rows_ += held.size();
    return {};
}

Result<void> Replanner::place_anew(std::vector<Live>& live, const PlannedView& planned) {
    if (live.empty()) {
        told_cause_ =
            record_->status == OrderStatus::backordered ? PlanCause::stock_arrived : cause_;
    }
    if (auto given = give_up(live); !given) {
        return given;
    }
    std::int64_t version = 0;
    for (const Live& each : live) {
        version = std::max(version, each.item.plan_version);
    }
    std::vector<Fulfillment> fresh;
    std::vector<StockClaim> claims;
    for (const PlannedParcel& parcel : planned.plan.parcels) {
        Fulfillment item = work_of(planned.plan, parcel, planned.order, planned.view);
        item.tenant = tenant_;
        item.id = FulfillmentId::make(now_, ids_);
        item.order = record_->id;
        item.seller = record_->seller;
        item.assessment =
            assessment_of(parcel, planned.order, planned.view, tools_.catalogue, now_);
        item.plan_version = version + 1;
        item.plan_reason = told_cause_;
        if (item.departure && !planner_.take_room(*item.departure, load_of(item))) {
            return changed_meanwhile();
        }
        add_claims(claims, item);
        fresh.push_back(std::move(item));
    }
    if (!stock::reserve(tx_, tenant_, record_->seller, claims)) {
        return changed_meanwhile();
    }
    fulfillments::insert(tx_, fresh);
    for (Fulfillment& item : fresh) {
        if (rests_) {
            item.settled_until = now_ + limits::replan_rest;
            fulfillments::replan(tx_, item, item.status, item.plan_version);
        }
    }
    rows_ += claims.size() + kRowsOfParcel * fresh.size();
    reason_ = planned.plan.reason;
    if (!live.empty()) {
        const Fulfillment& before = live.front().item;
        tell_moved(before, fresh.front());
        tell_promise(
            fresh.front().id, before.promised ? before.promised : before.eta, fresh.front().eta
        );
    }
    live.clear();
    settle(live);
    return {};
}

/// The order says what became of its work.
void Replanner::settle(const std::vector<Live>& live) {
    OrderRecord& record = *record_;
    std::vector<HoldReason> reasons = parse_reasons(record.reasons);
    std::erase_if(reasons, [](const HoldReason& reason) {
        return is_lifted_by_itself(reason.code);
    });
    if (reason_) {
        reasons.push_back({.code = std::string{name(*reason_)}});
    }
    const std::string text = reasons_text(reasons);
    OrderStatus status = record.status;
    const bool is_held = std::ranges::any_of(live, [](const Live& each) {
        return each.item.status == FulfillmentStatus::held;
    });
    if (is_whole_ && (is_held || live.empty() || waits_for_the_planner(record))) {
        status = !reason_                           ? OrderStatus::routed
                 : *reason_ == PlanReason::no_stock ? OrderStatus::backordered
                                                    : OrderStatus::held;
    }
    if (status == record.status && text == record.reasons) {
        return;
    }
    const bool is_news = status != record.status;
    record.status = status;
    record.reasons = text;
    rows_ += 1;
    const std::string cause{name(told_cause_)};
    if (status == OrderStatus::routed && is_news) {
        Json data = routed_data(record.order, fulfillments::of_order(tx_, tenant_, record.id));
        data["cause"] = cause;
        touched_.tell(record.id, "order.routed", std::move(data));
    } else if (is_whole_ && reason_ && status != OrderStatus::routed) {
        touched_.tell(
            record.id,
            "order." + std::string{name(status)},
            Json{{"reasons", reasons_news(text)}, {"cause", cause}}
        );
    } else {
        touched_.tell(
            record.id,
            reason_ ? "fulfillment.waiting" : "fulfillment.goes_on",
            Json{{"reasons", reasons_news(text)}, {"cause", cause}}
        );
    }
}

void Replanner::tell_moved(const Fulfillment& before, const Fulfillment& after) {
    touched_.tell(
        record_->id,
        "order.replanned",
        Json{
            {"fulfillment", after.id.text()},
            {"plan_version", after.plan_version},
            {"cause", std::string{name(after.plan_reason)}},
            {"from", way_of(before)},
            {"to", way_of(after)},
        }
    );
}

/// Whoever waits is told once when the day moves.
void Replanner::take_eta(Fulfillment& item, std::optional<Instant> eta) {
    const auto told = item.promised ? item.promised : item.eta;
    item.eta = eta;
    item.promised = told ? told : eta;
    if (tell_promise(item.id, told, eta)) {
        item.promised = eta;
    }
}

bool Replanner::tell_promise(
    const FulfillmentId& id, std::optional<Instant> told, std::optional<Instant> eta
) {
    if (!promise_moved(told, eta) && !breaks_promise(told, eta, record_->order.promised_by)) {
        return false;
    }
    touched_.tell(
        record_->id,
        "order.promise_changed",
        Json{
            {"fulfillment", id.text()},
            {"from", format_corridor(*told)},
            {"to", format_corridor(*eta)},
            {"cause", std::string{name(told_cause_)}},
        }
    );
    return true;
}

/// What happened to this parcel, whatever made us look.
PlanCause Replanner::cause_of(const Live& live, const StandingPlan& standing) {
    const bool by_gate = cause_ == PlanCause::gate_closed || cause_ == PlanCause::gate_opened ||
                         cause_ == PlanCause::gate_changed;
    const Fulfillment& item = live.item;
    if (!item.gate.empty() && planner_.is_gate_closed(record_->order, item.gate)) {
        return PlanCause::gate_closed;
    }
    if (!standing.possible) {
        return planner_.has_way(record_->order, item) ? PlanCause::left_behind
                                                      : PlanCause::leg_changed;
    }
    const bool by_point =
        cause_ == PlanCause::point_changed && !record_->order.recipient.pickup_point.empty();
    if (!standing.waits || by_point) {
        return cause_;
    }
    if (has_reason(record_->reasons, "NO_OPEN_GATE")) {
        return by_gate ? cause_ : PlanCause::gate_opened;
    }
    if (has_reason(record_->reasons, "NO_ROUTE") && cause_ == PlanCause::leg_changed) {
        return cause_;
    }
    return PlanCause::departure_changed;
}

} // namespace route9::gateway
