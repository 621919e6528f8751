// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/reroute_departure.hpp"

#include "core/assert.hpp"
#include "fulfillment/corridor_time.hpp"
#include "gateway/fleet/vehicle_check.hpp"
#include "gateway/replanning/replan_jobs.hpp"
#include "gateway/shipping/departing_check.hpp"
#include "gateway/shipping/road_closures.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

constexpr std::array<std::pair<RerouteReason, std::string_view>, 5> kReasons{{
    {RerouteReason::gate_closed, "gate_closed"},
    {RerouteReason::queue, "queue"},
    {RerouteReason::road_closed, "road_closed"},
    {RerouteReason::customs, "customs"},
    {RerouteReason::other, "other"},
}};

Result<void>
check_new_gate(Tx& tx, const DepartureRecord& departure, const Catalogue& catalogue, Instant now) {
    const Network& network = *catalogue.corridor.network;
    if (auto borne = check_mass(departure, network, now); !borne) {
        return borne;
    }
    const TruckWay way = way_of(departure, network, departure.leaves);
    if (!way.crossing || way.crossing->gate != departure.gate) {
        return fail_field(
            "/gate",
            "no_path",
            "no road from " + departure.from + " to " + departure.to + " crosses there"
        );
    }
    const auto closure =
        closure_of(tx, departure.tenant, departure.gate, direction_of(departure, catalogue), now);
    if (closure) {
        return Failure{Error{
            .code = ErrorCode::state_forbids,
            .detail = closure_words(*closure),
            .fields = {{"/gate", "gate_closed", closure_words(*closure)}},
        }};
    }
    if (const auto words = road_closure_words(tx, departure, catalogue, now)) {
        return Failure{Error{
            .code = ErrorCode::state_forbids,
            .detail = *words,
            .fields = {{"/gate", "road_closed", *words}},
        }};
    }
    return {};
}

} // namespace

std::string_view name(RerouteReason reason) noexcept {
    return kReasons[static_cast<std::size_t>(reason)].second;
}

std::optional<RerouteReason> parse_reroute_reason(std::string_view text) noexcept {
    for (const auto& [known, word] : kReasons) {
        if (word == text) {
            return known;
        }
    }
    return std::nullopt;
}

Result<StandingDeparture> reroute_departure(
    Tx& tx, const StepOrder& step, const RerouteOrder& reroute, const Catalogue& catalogue
) {
    auto departure = departures::find(tx, step.tenant, step.departure);
    if (!departure) {
        return fail(ErrorCode::not_found);
    }
    if (auto under_way = departure_steps::find(tx, step.tenant, step.departure)) {
        return StandingDeparture{std::move(*departure), std::move(under_way)};
    }
    const std::string from = departure->gate;
    DepartureRecord wanted = *departure;
    wanted.gate = reroute.gate;
    wanted.leaves = reroute.leaves.value_or(departure->leaves);
    wanted.arrives = reroute.arrives ? reroute.arrives : departure->arrives;
    if (wanted.gate == from && wanted.leaves == departure->leaves &&
        wanted.arrives == departure->arrives) {
        return StandingDeparture{std::move(*departure), std::nullopt};
    }
    if (departure->state >= DepartureState::departed) {
        return fail(ErrorCode::sealed, "the truck has left");
    }
    if (wanted.arrives && *wanted.arrives <= wanted.leaves) {
        return fail_field("/arrives", "out_of_range", "give a time after leaves");
    }
    if (wanted.gate != from) {
        if (auto good = check_new_gate(tx, wanted, catalogue, step.now); !good) {
            return Failure{std::move(good).error()};
        }
    }
    auto rerouted = departures::reroute(tx, std::move(wanted));
    if (!rerouted) {
        return Failure{std::move(rerouted).error()};
    }
    await_leaving(tx, step.tenant, rerouted->id, rerouted->leaves);
    DrawnEntropy ids = step.ids;
    TouchedOrders touched{tx, step.tenant, step.now, ids};
    const std::string id = rerouted->id.text();
    touched.tell_of(
        id,
        rerouted->version,
        "departure.rerouted",
        Json{
            {"departure", id},
            {"from", from},
            {"to", rerouted->gate},
            {"leaves", format_utc(rerouted->leaves)},
            {"reason", std::string{name(reroute.reason)}},
        }
    );
    StandingDeparture standing{*rerouted, std::nullopt};
    if (rerouted->state == DepartureState::closed) {
        auto reopened = reopen_departure(tx, *rerouted, step, name(reroute.reason), touched);
        if (!reopened) {
            return Failure{std::move(reopened).error()};
        }
        standing = std::move(*reopened);
    } else {
        enqueue_replans(tx, step.tenant, PlanCause::departure_changed, step.now);
    }
    if (auto stored = touched.store(); !stored) {
        return Failure{std::move(stored).error()};
    }
    return standing;
}

} // namespace route9::gateway
