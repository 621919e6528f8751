// SPDX-License-Identifier: Apache-2.0
// The jobs by which orders follow the corridor, enqueued in the unit that changes it. One walk a
// tenant and scope is open at a time: a change that comes meanwhile makes it go round once more, so
// it neither starts over for ever nor misses anything. Called inside a unit of work.
#pragma once

#include "core/jobs.hpp"
#include "core/tx.hpp"
#include "fulfillment/gate_report.hpp"
#include "fulfillment/leg_report.hpp"
#include "fulfillment/replanning.hpp"
#include "fulfillment/waiting_work.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace route9::gateway {

inline constexpr std::string_view replan_job = "corridor.changed";
/// Of the wake-up board: notified when a job was enqueued.
inline constexpr std::string_view replan_feed = "corridor.changed";

/// So long after its time a truck that is still open is not waited for any more.
inline constexpr std::chrono::hours departure_late_max{12};

/// What a walk looks at: every order that crosses this way, or only what waits.
enum class ReplanScope : std::uint8_t { vn_la, la_vn, waiting };

ReplanScope scope_of(fulfillment::CrossingDirection direction) noexcept;

/// How far a walk has come.
struct ReplanWalk {
    ReplanScope scope = ReplanScope::waiting;
    fulfillment::PlanCause cause = fulfillment::PlanCause::gate_changed;
    int phase = 0;
    fulfillment::waiting::Position after{};
    bool again = false;
};

/// Alerts for what is on the road towards a gate, or a leg, that closed.
struct RoadWalk {
    std::string gate; // empty: it is a leg
    fulfillment::CrossingDirection direction = fulfillment::CrossingDirection::vn_la;
    std::int64_t report = 0; // its version
    fulfillment::waiting::Position after{};
    std::string leg{};
};

/// The time a report was good for is over.
struct ReportEnd {
    std::string gate; // empty: of a leg
    fulfillment::CrossingDirection direction = fulfillment::CrossingDirection::vn_la;
};

/// A truck's time to leave, and departure_late_max, are over.
struct LateTruck {
    DepartureId departure;
};

std::string payload_of(const ReplanWalk& walk);
std::string payload_of(const RoadWalk& walk);
/// One of the four; the others stay empty.
struct ReplanTask {
    std::optional<ReplanWalk> walk{};
    std::optional<RoadWalk> road{};
    std::optional<ReportEnd> end{};
    std::optional<LateTruck> late{};
};
ReplanTask replan_task(std::string_view payload);

void enqueue_replan(
    Tx& tx, const TenantId& tenant, ReplanScope scope, fulfillment::PlanCause cause, Instant now
);
/// Trucks change in ways of either direction.
void enqueue_replans(Tx& tx, const TenantId& tenant, fulfillment::PlanCause cause, Instant now);
/// Pieces or room came free: only if anything waits.
void enqueue_waiting(Tx& tx, const TenantId& tenant, fulfillment::PlanCause cause, Instant now);
/// What stands on a truck takes another when it does not leave; again when its time changes.
void await_leaving(Tx& tx, const TenantId& tenant, const DepartureId& departure, Instant leaves);
/// A gate was reported; `before` is what stood.
void follow_report(
    Tx& tx,
    const TenantId& tenant,
    const std::optional<fulfillment::GateReport>& before,
    const fulfillment::GateReport& report,
    Instant now
);
/// The same of a leg.
void follow_leg_report(
    Tx& tx,
    const TenantId& tenant,
    const std::optional<fulfillment::LegReport>& before,
    const fulfillment::LegReport& report,
    Instant now
);

} // namespace route9::gateway
