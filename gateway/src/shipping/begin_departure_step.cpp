// SPDX-License-Identifier: Apache-2.0
#include "core/jobs.hpp"
#include "core/limits.hpp"
#include "fulfillment/aggregate_store.hpp"
#include "fulfillment/manifest_store.hpp"
#include "gateway/fleet/seal_numbers.hpp"
#include "gateway/shipping/departure_units.hpp"
#include "gateway/shipping/follow_statement.hpp"
#include "gateway/shipping/touched_orders.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

/// From here on nothing comes aboard or leaves: what is counted now is what the papers say.
Result<DepartureRecord> freeze(Tx& tx, DepartureRecord departure) {
    const auto aboard = parcels::cargo(tx, departure.tenant, departure.id);
    if (!aboard) {
        return Failure{aboard.error()};
    }
    departure.parcels = aboard->parcels;
    departure.pieces = aboard->pieces;
    departure.gross_g = aboard->gross_g;
    return departures::advance(tx, std::move(departure), DepartureState::closing);
}

Result<DepartureRecord> put_on(
    Tx& tx, DepartureRecord departure, const std::vector<std::string>& seals, TouchedOrders& touched
) {
    if (departure.seals == seals) {
        return departure;
    }
    if (auto free = check_seals(tx, departure, seals); !free) {
        return Failure{std::move(free).error()};
    }
    departure.seals = seals;
    auto sealed = departures::seal(tx, std::move(departure));
    if (sealed) {
        const std::string id = sealed->id.text();
        touched.tell_of(
            id,
            sealed->version,
            "departure.seals_changed",
            Json{{"departure", id}, {"seals", seals}}
        );
    }
    return sealed;
}

/// A bag whose loading or unloading was cut stands here and is aboard at once.
Result<void> check_bags(Tx& tx, const StepOrder& order) {
    const auto code = aggregates::partly_on(tx, order.tenant, order.departure);
    if (!code) {
        return {};
    }
    const std::string words =
        "parcels of " + *code + " are aboard and others are not; unload it whole first";
    return Failure{Error{
        .code = ErrorCode::state_forbids,
        .detail = "the truck may not leave: " + words,
        .fields = {{"", "partly_aboard", words}},
    }};
}

/// What became void by this making of papers is told apart by its time from what did earlier.
StepOrder
at_a_time_of_its_own(StepOrder order, const std::vector<manifests::DepartureManifest>& papers) {
    for (const auto& manifest : papers) {
        if (manifest.void_at) {
            order.now = std::max(order.now, *manifest.void_at + Milliseconds{1});
        }
    }
    return order;
}

/// Whoever says that it is there would not know which vehicle holds the load.
Result<void> check_moved(const DepartureRecord& departure) {
    if (departure.state != DepartureState::departed || !departure.transshipment ||
        departure.transshipment->done) {
        return {};
    }
    const std::string words = "nobody has told that its load was moved onto " +
                              departure.transshipment->vehicle + " at " + departure.gate +
                              "; POST /v1/departures/{id}/transship first";
    return Failure{Error{
        .code = ErrorCode::state_forbids,
        .detail = words,
        .fields = {{"/transshipment", "not_transshipped", words}},
    }};
}

} // namespace

DepartureStep keep_step(Tx& tx, const StepOrder& order) {
    DepartureStep step{
        .tenant = order.tenant,
        .departure = order.departure,
        .to = order.to,
        .at = order.now,
        .job = order.job,
        .seed = order.seed,
        .seed_day = order.seed_day,
        .done = std::nullopt,
    };
    departure_steps::begin(tx, step);
    jobs::enqueue(
        tx,
        {.id = step.job,
         .tenant = step.tenant,
         .kind = std::string{departure_step_job},
         .payload = Json{{"departure", step.departure.text()}}.dump(),
         .due = step.at + limits::job_lease}
    );
    return step;
}

Result<StandingDeparture> begin_departure_step(Tx& tx, StepOrder order) {
    auto found = departures::find(tx, order.tenant, order.departure);
    if (!found) {
        return fail(ErrorCode::not_found);
    }
    if (auto step = departure_steps::find(tx, order.tenant, order.departure)) {
        return StandingDeparture{std::move(*found), std::move(step)};
    }
    // Taken before: asked again it changes nothing, also when the truck is further by now.
    if (found->state >= order.to) {
        return StandingDeparture{std::move(*found), std::nullopt};
    }
    const bool leaves =
        order.to == DepartureState::departed && found->state == DepartureState::closed;
    const bool closes = order.to == DepartureState::closed && order.checked.has_value();
    if ((leaves || closes) && order.checked != found->version) {
        return fail(ErrorCode::conflict, "the truck has changed meanwhile; try again");
    }
    if (auto whole = leaves ? check_bags(tx, order) : Result<void>{}; !whole) {
        return Failure{std::move(whole).error()};
    }
    const bool arrives = order.to == DepartureState::arrived;
    if (auto moved = arrives ? check_moved(*found) : Result<void>{}; !moved) {
        return Failure{std::move(moved).error()};
    }
    TouchedOrders touched{tx, order.tenant, order.now, order.ids};
    if (found->state == DepartureState::open && !order.seals.empty()) {
        auto sealed = put_on(tx, std::move(*found), order.seals, touched);
        if (!sealed) {
            return Failure{std::move(sealed).error()};
        }
        found = std::move(*sealed);
    }
    auto departure = order.to == DepartureState::closed
                         ? freeze(tx, std::move(*found))
                         : departures::advance(tx, std::move(*found), order.to);
    if (!departure) {
        return Failure{std::move(departure).error()};
    }
    DepartureStep step = keep_step(tx, order);
    const std::string id = departure->id.text();
    touched.tell_of(
        id,
        departure->version,
        "departure." + std::string{name(departure->state)},
        Json{{"departure", id}}
    );
    if (auto stored = touched.store(); !stored) {
        return Failure{std::move(stored).error()};
    }
    return StandingDeparture{std::move(*departure), std::move(step)};
}

Result<StandingDeparture> reopen_departure(
    Tx& tx,
    DepartureRecord departure,
    const StepOrder& order,
    std::string_view reason,
    TouchedOrders& touched
) {
    if (departure.papers >= papers_max) {
        return fail(ErrorCode::state_forbids, "its papers were made too often; open another truck");
    }
    auto reopened = freeze(tx, std::move(departure));
    if (!reopened) {
        return Failure{std::move(reopened).error()};
    }
    const auto papers = manifests::of_departure(tx, order.tenant, order.departure);
    const StepOrder own = at_a_time_of_its_own(order, papers);
    for (const auto& manifest : papers) {
        manifests::void_one(tx, own.tenant, manifest.id, own.now);
        end_following(tx, own.tenant, manifest.id);
    }
    DepartureStep step = keep_step(tx, own);
    const std::string id = reopened->id.text();
    touched.tell_of(
        id,
        reopened->version,
        "departure.reopened",
        Json{{"departure", id}, {"reason", std::string{reason}}, {"papers", reopened->papers}}
    );
    return StandingDeparture{std::move(*reopened), std::move(step)};
}

} // namespace route9::gateway
