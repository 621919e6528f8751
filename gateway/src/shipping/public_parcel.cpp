// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/public_parcel.hpp"

#include "core/tenancy.hpp"
#include "fulfillment/custody_store.hpp"
#include "fulfillment/departure_store.hpp"
#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/gate_report.hpp"
#include "fulfillment/leg_report.hpp"
#include "fulfillment/log_store.hpp"
#include "fulfillment/parcel_store.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/orders/stored_plan.hpp"
#include "gateway/shipping/our_steps.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

constexpr std::size_t kTimeBytes = 6;

/// An id begins with the milliseconds it was made at, a parcel's at packing.
Instant packed_at(const Parcel& parcel) {
    std::int64_t milliseconds = 0;
    for (std::size_t i = 0; i < kTimeBytes; ++i) {
        milliseconds = (milliseconds << 8) | std::to_integer<std::int64_t>(parcel.id.bytes()[i]);
    }
    return whole_seconds(Instant{Milliseconds{milliseconds}});
}

bool is_place(const Catalogue& catalogue, const std::string& id) {
    return catalogue.hub(id) != nullptr || catalogue.gate(id) != nullptr;
}

std::vector<JourneyEvent>
events_of(Tx& tx, const Parcel& parcel, const std::string& origin, const Catalogue& catalogue) {
    std::vector<JourneyEvent> events{{TrackingStatus::created, packed_at(parcel), origin}};
    for (TrackingRecord& record : parcels::events(tx, parcel.tenant, parcel.id)) {
        // A carrier's place is its own words, even when it looks like a hub of ours.
        const bool is_ours = record.carrier.empty() && is_place(catalogue, record.place);
        events.push_back({
            parse_tracking_status(record.status),
            record.at,
            is_ours ? std::move(record.place) : std::string{},
        });
    }
    return events;
}

std::optional<GateClosure> closure_of(
    Tx& tx, const TenantId& tenant, std::string_view gate, CrossingDirection direction, Instant now
) {
    for (const GateReport& report : gate_reports::all(tx, tenant)) {
        const bool is_meant = report.gate.text() == gate && report.direction == direction;
        if (is_meant &&
            effective_condition(state_of(report), to_local(now), gate_state_ttl_default) ==
                GateCondition::closed) {
            return GateClosure{report.reported_at, report.valid_until};
        }
    }
    return std::nullopt;
}

std::optional<GateClosure> road_closure_of(
    Tx& tx,
    const TenantId& tenant,
    const JourneyFacts& facts,
    const Json& plan,
    CrossingDirection direction
) {
    auto path = plan.value("path", std::vector<std::string>{});
    const auto rank = tracking_status_info(facts.state.status).rank;
    const auto border = tracking_status_info(TrackingStatus::border_crossed).rank;
    if (rank && *rank >= *border) {
        path.erase(path.begin(), std::ranges::find(path, facts.gate));
    }
    const auto reports = leg_reports::all(tx, tenant);
    const LegReport* closed = closed_leg_on(path, reports, direction, facts.now);
    return closed == nullptr ? std::nullopt
                             : std::optional{GateClosure{closed->reported_at, closed->valid_until}};
}

/// When it left in fact, once it has.
Instant leaves_at(const DepartureRecord& truck, const std::vector<JourneyEvent>& events) {
    if (truck.state < DepartureState::departed) {
        return truck.leaves;
    }
    const auto left = std::ranges::find_if(events, [&truck](const JourneyEvent& event) {
        return event.status == TrackingStatus::in_transit && event.place == truck.from;
    });
    return left == events.end() ? truck.leaves : std::max(truck.leaves, left->at);
}

/// At the destination's hub. A truck that leaves later than was planned for comes as much later.
std::optional<Instant>
eta_of(const Fulfillment& item, const DepartureRecord* truck, const Json& plan, Instant left) {
    if (truck != nullptr && truck->arrives) {
        return *truck->arrives + (left - truck->leaves);
    }
    const auto leaves = parse_rfc3339(plan.value("leaves", ""));
    if (!item.eta || truck == nullptr || !leaves) {
        return item.eta;
    }
    return *item.eta + std::max(Milliseconds{0}, left - *leaves);
}

/// The carrier has not found it, and nobody has agreed yet where it is.
bool is_missing(Tx& tx, const Parcel& parcel) {
    const auto last = custody::last(tx, parcel.tenant, parcel.id);
    return last && last->act == CustodyAct::found_short;
}

} // namespace

std::optional<PublicParcel>
read_public_parcel(Tx& tx, std::string_view code, const Catalogue& catalogue, Instant now) {
    const auto parcel = parcels::find_code_anywhere(tx, code);
    const auto item =
        parcel ? fulfillments::find(tx, parcel->tenant, parcel->fulfillment) : std::nullopt;
    if (!item) {
        return std::nullopt;
    }
    PublicParcel shown{.code = parcel->code, .carrier = ""};
    if (const auto carrier = tenancy::find_party(tx, parcel->tenant, parcel->carrier)) {
        shown.carrier = carrier->name;
    }
    const auto truck =
        parcel->departure ? departures::find(tx, parcel->tenant, *parcel->departure) : std::nullopt;
    const Json plan = read_stored_plan(item->plan);
    JourneyFacts& facts = shown.facts;
    facts.state = {parse_tracking_status(parcel->status), parcel->status_at};
    facts.origin = item->warehouse;
    facts.gate = item->gate;
    if (const auto path = plan.find("path"); path != plan.end() && !path->empty()) {
        facts.destination = path->back().get<std::string>();
    }
    facts.events = events_of(tx, *parcel, facts.origin, catalogue);
    const Instant left = truck ? leaves_at(*truck, facts.events) : Instant{};
    facts.eta = eta_of(*item, truck ? &*truck : nullptr, plan, left);
    if (is_missing(tx, *parcel)) {
        facts.state.status = TrackingStatus::on_hold;
        facts.eta.reset();
    }
    if (truck) {
        facts.truck = JourneyTruck{truck->state, truck->leaves};
    }
    if (const Hub* end = catalogue.hub(facts.destination)) {
        shown.country = end->country;
    }
    const auto direction =
        shown.country == "VN" ? CrossingDirection::la_vn : CrossingDirection::vn_la;
    facts.closure = closure_of(tx, parcel->tenant, facts.gate, direction, now);
    facts.now = now;
    facts.road = road_closure_of(tx, parcel->tenant, facts, plan, direction);
    shown.in_log = parcel_log::has(tx, parcel->tenant, parcel->id);
    return shown;
}

} // namespace route9::gateway
