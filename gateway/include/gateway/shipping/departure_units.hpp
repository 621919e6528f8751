// SPDX-License-Identifier: Apache-2.0
// The units of work in which a departure takes a step (closes, departs, arrives): one begins it,
// then each takes the parcels that come next, so many as a unit may hold, until one of them is done
// with it. Each may run twice and finds out for itself how far the chain has come; one of a step
// that has ended is done, whatever step the departure takes by then.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/departure_step_store.hpp"
#include "fulfillment/departure_store.hpp"
#include "gateway/shipping/closing_draft.hpp"
#include "gateway/shipping/drawn_entropy.hpp"
#include "gateway/shipping/touched_orders.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace route9::gateway {

/// The job that goes on with a step; its payload is {"departure": id}.
inline constexpr std::string_view departure_step_job = "departure.step";

struct StepOrder {
    TenantId tenant;
    DepartureId departure;
    fulfillment::DepartureState to = fulfillment::DepartureState::closed; // departed, arrived
    JobId job;
    Bytes seed; // of the papers, sealed; for closing
    std::int64_t seed_day = 0;
    DrawnEntropy ids;
    Instant now{};
    std::optional<std::int64_t> checked{}; // departing: the version that may leave
    std::vector<std::string> seals{};      // closing: those put on with it
};

struct StandingDeparture {
    fulfillment::DepartureRecord departure;
    std::optional<fulfillment::DepartureStep> step; // under way: this one or an earlier one
    std::vector<std::string> out_of_bag{}; // codes of parcels that have left the bag they were in
};

/// Writes the step down, with the job that goes on with it.
fulfillment::DepartureStep keep_step(Tx& tx, const StepOrder& order);

/// Whether the step of a truck that has left takes its parcels to the gate, where its load was
/// moved. One that leaves has not moved it yet.
inline bool is_transshipping(
    const fulfillment::DepartureRecord& departure, const fulfillment::DepartureStep& step
) noexcept {
    return step.to == fulfillment::DepartureState::departed && departure.transshipment &&
           departure.transshipment->done;
}

/// Begins the step, unless the departure has taken it or takes one now. Events: departure.closing,
/// departure.departed or departure.arrived. Errors: not_found; state_forbids (not the next step, or
/// nobody has told that its load was moved at the gate);
/// validation_failed (the truck's sums do not fit); conflict (another version was checked).
Result<StandingDeparture> begin_departure_step(Tx& tx, StepOrder order);

/// How often a truck's papers may be made.
inline constexpr std::int64_t papers_max = 99;

/// A closed truck closes once more, with what is aboard now: its manifest is void from here on, the
/// step makes the new papers. Event: departure.reopened. Errors: as begin_departure_step.
Result<StandingDeparture> reopen_departure(
    Tx& tx,
    fulfillment::DepartureRecord departure,
    const StepOrder& order,
    std::string_view reason,
    TouchedOrders& touched
);

enum class StepProgress : std::uint8_t { under_way, done };

/// Closing: what was not packed loses its place; then parcels are handed over with their stock,
/// cash and declarations, and payments that came before their cash are tried again; then the
/// manifest is sealed. `index_key` is the tenant's, of blind indexes. Error: internal when the
/// papers are not of this truck.
Result<StepProgress> close_next(
    Tx& tx,
    const ClosingDraft& draft,
    const Catalogue& catalogue,
    const Secret& index_key,
    DrawnEntropy ids
);

/// Departing, being moved at the gate and arriving: parcels move with their truck, forward only.
/// Departing tells "parcel.departed" of each, once.
Result<StepProgress> move_next(Tx& tx, const fulfillment::DepartureStep& taken, DrawnEntropy ids);

} // namespace route9::gateway
