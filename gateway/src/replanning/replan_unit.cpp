// SPDX-License-Identifier: Apache-2.0
#include "gateway/replanning/replan_unit.hpp"

#include "core/journal.hpp"
#include "fulfillment/departure_store.hpp"
#include "fulfillment/tracking.hpp"
#include "gateway/orders/stored_plan.hpp"
#include "gateway/replanning/replan_jobs.hpp"
#include "gateway/shipping/road_closures.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

using namespace fulfillment;

constexpr int kPhases = 3; // orders that wait, planned work, packed parcels
/// A look costs a plan, also where nothing is written.
constexpr int kLookedAtMax = limits::replan_passed_over_max / 2;
constexpr std::size_t kRowsMax = limits::unit_rows_max / 2; // an order of many lines comes on top

std::optional<CrossingDirection> direction_of(ReplanScope scope) {
    switch (scope) {
    case ReplanScope::vn_la:
        return CrossingDirection::vn_la;
    case ReplanScope::la_vn:
        return CrossingDirection::la_vn;
    case ReplanScope::waiting:
        return std::nullopt;
    }
    return std::nullopt;
}

std::vector<waiting::Work> next_work(Tx& tx, const TenantId& tenant, const ReplanWalk& walk) {
    constexpr int kLimit = kLookedAtMax;
    const bool only_waiting = walk.scope == ReplanScope::waiting;
    switch (walk.phase) {
    case 0:
        return waiting::orders(tx, tenant, walk.after, kLimit);
    case 1:
        return only_waiting ? std::vector<waiting::Work>{}
                            : waiting::fulfillments(tx, tenant, walk.after, kLimit);
    case 2:
        return waiting::parcels(tx, tenant, walk.after, only_waiting, kLimit);
    default:
        return {};
    }
}

void end_phase(ReplanWalk& walk) {
    walk.after = {};
    ++walk.phase;
    if (walk.phase == kPhases && walk.again) {
        walk.phase = 0;
        walk.again = false;
    }
}

ReplanProgress keep(Tx& tx, const ClaimedJob& claimed, const std::string& payload) {
    return jobs::advance(tx, claimed, payload) ? ReplanProgress::under_way : ReplanProgress::lost;
}

ReplanProgress finish(Tx& tx, const ClaimedJob& claimed) {
    return jobs::finish(tx, claimed) ? ReplanProgress::done : ReplanProgress::lost;
}

Result<ReplanStep> walk_on(
    Tx& tx,
    const ClaimedJob& claimed,
    ReplanWalk walk,
    const ReplanTools& tools,
    Instant now,
    DrawnEntropy& ids
) {
    const TenantId& tenant = claimed.job.tenant;
    Replanner replanner{tx, tenant, walk.cause, now, tools, ids};
    auto work = next_work(tx, tenant, walk);
    while (work.empty() && walk.phase < kPhases) {
        end_phase(walk);
        work = next_work(tx, tenant, walk);
    }
    std::size_t rows = 0;
    int changed = 0;
    bool is_full = false;
    for (const waiting::Work& next : work) {
        const auto written = replanner.look_at(next.order, direction_of(walk.scope));
        if (!written) {
            return Failure{written.error()};
        }
        walk.after = next.after;
        rows += *written;
        changed += *written > 0 ? 1 : 0;
        is_full = rows > kRowsMax || changed == limits::replan_orders_per_unit_max;
        if (is_full) {
            break;
        }
    }
    if (auto stored = replanner.store(); !stored) {
        return Failure{std::move(stored).error()};
    }
    if (!is_full && walk.phase < kPhases && std::ssize(work) < kLookedAtMax) {
        end_phase(walk);
    }
    const bool is_last = walk.phase == kPhases;
    return ReplanStep{is_last ? finish(tx, claimed) : keep(tx, claimed, payload_of(walk)), changed};
}

bool is_before_border(const std::string& status) {
    const auto rank = tracking_status_info(parse_tracking_status(status)).rank;
    const auto border = tracking_status_info(TrackingStatus::border_crossed).rank;
    return !rank || *rank < *border;
}

CrossingDirection direction_to(const std::string& node, const Catalogue& catalogue) {
    const Hub* hub = catalogue.hub(node);
    return hub != nullptr && hub->country == "VN" ? CrossingDirection::la_vn
                                                  : CrossingDirection::vn_la;
}

std::string_view cause_of(const RoadWalk& road) {
    return road.leg.empty() ? "gate_closed" : "road_closed";
}

/// Whether the roads as they are reported now have a way for it; with a closed gate none has.
bool still_gets_there(
    Tx& tx,
    const TenantId& tenant,
    const waiting::DeclaredTruck& truck,
    const RoadWalk& road,
    const Catalogue& catalogue,
    Instant now
) {
    if (road.leg.empty()) {
        return false;
    }
    const auto departure = departures::find(tx, tenant, truck.departure);
    return departure && !road_closure_words(tx, *departure, catalogue, now);
}

/// A truck whose papers are made changes its way only with new papers: a person decides.
void ask_for_other_ways(
    Tx& tx,
    const TenantId& tenant,
    const RoadWalk& road,
    const Catalogue& catalogue,
    Instant now,
    TouchedOrders& touched
) {
    for (const auto& truck :
         waiting::declared_trucks(tx, tenant, road.gate, limits::replan_passed_over_max)) {
        if (direction_to(truck.to, catalogue) != road.direction ||
            still_gets_there(tx, tenant, truck, road, catalogue, now)) {
            continue;
        }
        const std::string subject = truck.departure.text() + "/way";
        touched.tell_of(
            subject,
            journal::last_sequence(tx, tenant, subject) + 1,
            "departure.reroute_needed",
            Json{
                {"departure", truck.departure.text()},
                {"gate", truck.gate},
                {"cause", std::string{cause_of(road)}},
            },
            truck.carrier
        );
    }
}

/// The part of its way that it has not told to be behind it: beyond the border only what follows
/// the gate.
std::vector<std::string> way_ahead(const waiting::OnTheRoad& parcel) {
    auto path = read_stored_plan(parcel.plan).value("path", std::vector<std::string>{});
    if (!is_before_border(parcel.status)) {
        path.erase(path.begin(), std::ranges::find(path, parcel.gate));
    }
    return path;
}

bool is_in_the_way(const RoadWalk& road, const waiting::OnTheRoad& parcel) {
    if (road.leg.empty()) {
        return is_before_border(parcel.status);
    }
    const auto rank = tracking_status_info(parse_tracking_status(parcel.status)).rank;
    const auto hub = tracking_status_info(TrackingStatus::at_destination_hub).rank;
    const auto path = way_ahead(parcel);
    const bool goes_there = std::ranges::adjacent_find(path, [&road](const auto& a, const auto& b) {
                                return a + "-" + b == road.leg || b + "-" + a == road.leg;
                            }) != path.end();
    return goes_there && (!rank || *rank < *hub);
}

Result<ReplanStep> warn_on(
    Tx& tx,
    const ClaimedJob& claimed,
    RoadWalk road,
    const ReplanTools& tools,
    Instant now,
    DrawnEntropy& ids
) {
    const TenantId& tenant = claimed.job.tenant;
    TouchedOrders touched{tx, tenant, now, ids};
    if (road.after.id == IdBytes{}) {
        ask_for_other_ways(tx, tenant, road, tools.catalogue, now, touched);
    }
    const auto parcels =
        waiting::on_the_road(tx, tenant, road.gate, road.after, limits::replan_passed_over_max);
    for (const waiting::OnTheRoad& parcel : parcels) {
        road.after.id = parcel.parcel.bytes();
        const Order& order = touched.order(parcel.order).order;
        if (gateway::direction_of(order) != road.direction || !is_in_the_way(road, parcel)) {
            continue;
        }
        Json data{{"parcel", parcel.parcel.text()}, {"cause", std::string{cause_of(road)}}};
        if (road.leg.empty()) {
            data["gate"] = road.gate;
        } else {
            data["leg"] = road.leg;
        }
        touched.tell(parcel.order, "alert.parcel_delayed", std::move(data), parcel.carrier);
    }
    if (auto stored = touched.store(); !stored) {
        return Failure{std::move(stored).error()};
    }
    const bool is_last = std::ssize(parcels) < limits::replan_passed_over_max;
    return ReplanStep{is_last ? finish(tx, claimed) : keep(tx, claimed, payload_of(road))};
}

/// Whatever still counts on it is planned anew.
void give_up_late(Tx& tx, const TenantId& tenant, const LateTruck& late, Instant now) {
    const auto truck = departures::find(tx, tenant, late.departure);
    const bool is_awaited = truck && truck->state == DepartureState::open && truck->mass_used_g > 0;
    if (is_awaited && truck->leaves + departure_late_max <= now) {
        enqueue_replans(tx, tenant, PlanCause::left_behind, now);
    }
}

} // namespace

Result<ReplanStep> replan_next(
    Tx& tx, const ClaimedJob& claimed, const ReplanTools& tools, Instant now, DrawnEntropy ids
) {
    const auto payload = jobs::payload(tx, claimed.job.id);
    if (!payload) {
        return ReplanStep{ReplanProgress::lost};
    }
    const ReplanTask task = replan_task(*payload);
    if (task.walk) {
        return walk_on(tx, claimed, *task.walk, tools, now, ids);
    }
    if (task.road) {
        return warn_on(tx, claimed, *task.road, tools, now, ids);
    }
    if (task.late) {
        give_up_late(tx, claimed.job.tenant, *task.late, now);
    } else {
        const PlanCause cause =
            task.end->gate.empty() ? PlanCause::leg_changed : PlanCause::gate_changed;
        enqueue_replan(tx, claimed.job.tenant, scope_of(task.end->direction), cause, now);
    }
    return ReplanStep{finish(tx, claimed)};
}

} // namespace route9::gateway
