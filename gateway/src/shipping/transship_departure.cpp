// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/transship_departure.hpp"

#include "fulfillment/manifest_store.hpp"
#include "fulfillment/overflow.hpp"
#include "fulfillment/trip_emission_store.hpp"
#include "gateway/fleet/seal_numbers.hpp"
#include "gateway/fleet/transshipment_plan.hpp"
#include "gateway/fleet/vehicle_check.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

/// A clock may run ahead, and word come late.
constexpr Minutes kAheadMax{5};
constexpr Minutes kToldLateMax{30 * 24 * 60};

Failure refuse(std::string pointer, std::string code, std::string words) {
    return Failure{Error{
        .code = ErrorCode::state_forbids,
        .detail = words,
        .fields = {{std::move(pointer), std::move(code), std::move(words)}},
    }};
}

/// What is said must be what was told; what is left out says nothing.
Result<void> check_same(const Transshipment& known, const TransshipOrder& told) {
    const bool is_same = (!told.at || *told.at == known.done->said.value_or(known.done->at)) &&
                         (told.vehicle.empty() || told.vehicle == known.vehicle) &&
                         (!told.seals || *told.seals == known.done->seals);
    return is_same ? Result<void>{}
                   : refuse(
                         "",
                         "told_otherwise",
                         "it was told before: onto " + known.vehicle + " at " +
                             format_utc(known.done->at) + "; see transshipment of the departure"
                     );
}

Result<void> check_time(Tx& tx, const DepartureRecord& departure, Instant at, Instant now) {
    const auto manifest = manifests::standing_of(tx, departure.tenant, departure.id);
    const auto left = manifest ? manifest->handed_over_at : std::nullopt; // none was aboard: none
    const bool is_before = left && at < std::chrono::floor<Seconds>(*left);
    if (at > now + kAheadMax || at < now - kToldLateMax || is_before) {
        return fail_field(
            "/at", "out_of_range", "give when it happened: after the truck left, within 30 days"
        );
    }
    return {};
}

Result<void>
check_new_seals(Tx& tx, const DepartureRecord& departure, const std::vector<std::string>& seals) {
    for (const std::string& seal : seals) {
        if (std::ranges::find(departure.seals, seal) != departure.seals.end()) {
            return fail_field(
                "/seals",
                "broken",
                seal + " was on the first vehicle and is broken; give the new numbers"
            );
        }
    }
    return check_seals(tx, departure, seals);
}

/// Names the vehicle that came; it may be another than planned.
Result<void> take_over(
    Tx& tx,
    DepartureRecord& departure,
    const TransshipOrder& told,
    const Catalogue& catalogue,
    Instant at
) {
    Transshipment& moved = *departure.transshipment;
    const std::string planned = moved.vehicle;
    const std::string came = told.vehicle.empty() ? planned : told.vehicle;
    if (came == departure.vehicle) {
        return fail_field(
            "/vehicle", "bad_value", "it brought the load; name the one that took it over"
        );
    }
    const auto vehicle = vehicles::find(tx, departure.tenant, came);
    if (!vehicle) {
        return fail_field("/vehicle", "unknown", "there is no vehicle " + came);
    }
    const auto is_cold = [](const Riding& riding) { return riding.cold; };
    if (!vehicle->cold && departure.cold &&
        std::ranges::any_of(riding_on(tx, departure.tenant, departure.id), is_cold)) {
        return refuse("/vehicle", "not_cold", "what is aboard must be kept cold");
    }
    take_over_by(moved, *vehicle, country_of(catalogue, departure.to));
    moved.done = Transshipped{
        .at = at,
        .broken_seals = departure.seals,
        .seals = told.seals.value_or(std::vector<std::string>{}),
        .planned = came == planned ? "" : planned,
        .said = told.at && *told.at > at ? told.at : std::nullopt,
    };
    return check_taking_over(departure, *vehicle, *catalogue.corridor.network, at);
}

/// Kept figures are of the vehicle that was to come.
void emit_by(Tx& tx, const DepartureRecord& departure, const Catalogue& catalogue) {
    auto kept = trip_emissions::find(tx, departure.tenant, departure.id);
    if (departure.transshipment->done->planned.empty() || !kept || !kept->onward) {
        return;
    }
    const Transshipment& by = *departure.transshipment;
    kept->onward = vehicle_emission(*catalogue.emissions, {by.payload_g, by.cold});
    trip_emissions::put(tx, departure.tenant, departure.id, departure.papers, *kept);
}

Json news_of(const DepartureRecord& departure) {
    const Transshipment& moved = *departure.transshipment;
    Json news{
        {"departure", departure.id.text()},
        {"gate", departure.gate},
        {"at", format_utc(moved.done->at)},
        {"from_plate", departure.truck_plate},
        {"vehicle", moved.vehicle},
        {"plate", moved.plate},
        {"broken_seals", moved.done->broken_seals},
        {"seals", moved.done->seals},
    };
    if (!departure.vehicle.empty()) {
        news["from_vehicle"] = departure.vehicle;
    }
    if (!moved.done->planned.empty()) {
        news["planned"] = moved.done->planned;
    }
    return news;
}

/// The parcels follow in units of their own.
Result<StandingDeparture>
write(Tx& tx, const StepOrder& order, DepartureRecord departure, const Catalogue& catalogue) {
    departure.seals = departure.transshipment->done->seals;
    auto moved = departures::transship(tx, std::move(departure));
    if (!moved) {
        return Failure{std::move(moved).error()};
    }
    emit_by(tx, *moved, catalogue);
    StepOrder own = order;
    own.to = DepartureState::departed;
    own.seed.clear();
    own.seed_day = 0;
    DepartureStep step = keep_step(tx, own);
    DrawnEntropy ids = order.ids;
    TouchedOrders touched{tx, order.tenant, order.now, ids};
    touched.tell_of(
        moved->id.text(), moved->version, "departure.transshipped", news_of(*moved), moved->carrier
    );
    if (auto stored = touched.store(); !stored) {
        return Failure{std::move(stored).error()};
    }
    return StandingDeparture{std::move(*moved), std::move(step)};
}

} // namespace

Result<StandingDeparture> transship_departure(
    Tx& tx, const StepOrder& step, const TransshipOrder& told, const Catalogue& catalogue
) {
    auto departure = departures::find(tx, step.tenant, step.departure);
    if (!departure) {
        return fail(ErrorCode::not_found);
    }
    if (auto under_way = departure_steps::find(tx, step.tenant, step.departure)) {
        return StandingDeparture{std::move(*departure), std::move(under_way)};
    }
    if (!departure->transshipment) {
        return refuse(
            "/transshipment",
            "not_planned",
            "the departure names no second vehicle; one is named before it leaves, with "
            "POST /v1/departures/{id}/vehicle"
        );
    }
    if (departure->transshipment->done) {
        auto same = check_same(*departure->transshipment, told);
        return same ? Result<StandingDeparture>{StandingDeparture{
                          std::move(*departure), std::nullopt
                      }}
                    : Failure{std::move(same).error()};
    }
    if (departure->state != DepartureState::departed) {
        return fail(
            ErrorCode::state_forbids,
            "the departure is " + std::string{name(departure->state)} +
                "; its load is moved when it has departed"
        );
    }
    if (auto good = check_time(tx, *departure, told.at.value_or(step.now), step.now); !good) {
        return Failure{std::move(good).error()};
    }
    const Instant at = std::min(told.at.value_or(step.now), step.now);
    if (told.seals) {
        if (auto good = check_new_seals(tx, *departure, *told.seals); !good) {
            return Failure{std::move(good).error()};
        }
    }
    if (auto good = take_over(tx, *departure, told, catalogue, at); !good) {
        return Failure{std::move(good).error()};
    }
    return write(tx, step, std::move(*departure), catalogue);
}

} // namespace route9::gateway
