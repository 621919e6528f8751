// SPDX-License-Identifier: Apache-2.0
#include "gateway/replanning/replan_jobs.hpp"

#include "core/crypto.hpp"
#include "core/json.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

constexpr std::array<std::pair<ReplanScope, std::string_view>, 3> kScopes{{
    {ReplanScope::vn_la, "vn_la"},
    {ReplanScope::la_vn, "la_vn"},
    {ReplanScope::waiting, "waiting"},
}};

std::string_view name(ReplanScope scope) {
    return std::ranges::find(kScopes, scope, [](const auto& row) { return row.first; })->second;
}

/// One job for one thing to do: found again by what it is about.
JobId job_of(const TenantId& tenant, const std::string& about) {
    const std::string text = std::string{replan_job} + "|" + tenant.text() + "|" + about;
    const Digest256 digest = sha256(as_byte_view(text));
    IdBytes bytes{};
    std::ranges::copy_n(digest.begin(), std::ssize(bytes), bytes.begin());
    return JobId{bytes};
}

Job make_job(const TenantId& tenant, const std::string& about, std::string payload, Instant due) {
    return {
        .id = job_of(tenant, about),
        .tenant = tenant,
        .kind = std::string{replan_job},
        .payload = std::move(payload),
        .due = due,
    };
}

Json position_json(const waiting::Position& position) {
    return Json{
        {"at", position.at.time_since_epoch().count()}, {"id", OrderId{position.id}.text()}
    };
}

waiting::Position position_from(const Json& json) {
    return {
        .at = Instant{Milliseconds{json.at("at").get<std::int64_t>()}},
        .id = OrderId::parse(json.at("id").get<std::string>()).value_or(OrderId{}).bytes(),
    };
}

GateCondition condition_of(const GateReport& report, Instant now) {
    return effective_condition(state_of(report), to_local(now), gate_state_ttl_default);
}

PlanCause cause_of(GateCondition before, GateCondition after) {
    if (after == GateCondition::closed) {
        return PlanCause::gate_closed;
    }
    return before == GateCondition::closed ? PlanCause::gate_opened : PlanCause::gate_changed;
}

std::string way_text(const GateReport& report) {
    return report.gate.text() + "|" + std::string{fulfillment::name(report.direction)};
}

std::string way_text(const LegReport& report) {
    return "leg " + report.leg + "|" + std::string{fulfillment::name(report.direction)};
}

std::string gate_of(const GateReport& report) {
    return report.gate.text();
}

/// A leg is no gate.
std::string gate_of(const LegReport& /*report*/) {
    return {};
}

/// The moment after which the report says nothing is a change nobody reports.
template <class Report>
void await_end(
    Tx& tx, const TenantId& tenant, const Report& report, const std::optional<Instant>& end
) {
    const std::string about = "end|" + way_text(report);
    jobs::withdraw(tx, job_of(tenant, about));
    if (!end) {
        return;
    }
    const Json payload{
        {"act", "end"},
        {"gate", gate_of(report)},
        {"direction", std::string{fulfillment::name(report.direction)}},
    };
    jobs::enqueue(tx, make_job(tenant, about, payload.dump(), *end + Seconds{1}));
}

/// What a plan makes of a report: closed, or so many minutes more.
std::pair<bool, std::int64_t> effect_of(const LegReport& report, Instant now) {
    const GateCondition condition = effective_condition(report, now);
    const bool counts = condition != GateCondition::unknown && condition != GateCondition::closed;
    return {condition == GateCondition::closed, counts ? report.delay_minutes : 0};
}

} // namespace

ReplanScope scope_of(CrossingDirection direction) noexcept {
    return direction == CrossingDirection::vn_la ? ReplanScope::vn_la : ReplanScope::la_vn;
}

std::string payload_of(const ReplanWalk& walk) {
    return Json{
        {"act", "walk"},
        {"scope", std::string{name(walk.scope)}},
        {"cause", std::string{fulfillment::name(walk.cause)}},
        {"phase", walk.phase},
        {"after", position_json(walk.after)},
        {"again", walk.again},
    }
        .dump();
}

std::string payload_of(const RoadWalk& walk) {
    return Json{
        {"act", "road"},
        {"gate", walk.gate},
        {"direction", std::string{fulfillment::name(walk.direction)}},
        {"report", walk.report},
        {"after", position_json(walk.after)},
        {"leg", walk.leg},
    }
        .dump();
}

ReplanTask replan_task(std::string_view payload) {
    const Json json = Json::parse(payload);
    const auto act = json.at("act").get<std::string>();
    if (act == "walk") {
        const auto word = json.at("scope").get<std::string>();
        const auto scope =
            std::ranges::find(kScopes, word, [](const auto& row) { return row.second; });
        return {
            .walk =
                ReplanWalk{
                    .scope = scope->first,
                    .cause = parse_plan_cause(json.at("cause").get<std::string>())
                                 .value_or(PlanCause::gate_changed),
                    .phase = json.at("phase").get<int>(),
                    .after = position_from(json.at("after")),
                    .again = json.at("again").get<bool>(),
                }
        };
    }
    if (act == "late") {
        const auto id = DepartureId::parse(json.at("departure").get<std::string>());
        return {.late = LateTruck{id.value_or(DepartureId{})}};
    }
    const auto gate = json.at("gate").get<std::string>();
    const auto direction =
        parse_direction(json.at("direction").get<std::string>()).value_or(CrossingDirection::vn_la);
    if (act == "road") {
        return {
            .road =
                RoadWalk{
                    .gate = gate,
                    .direction = direction,
                    .report = json.at("report").get<std::int64_t>(),
                    .after = position_from(json.at("after")),
                    .leg = json.value("leg", ""), // none in a job of an earlier build
                }
        };
    }
    return {.end = ReportEnd{.gate = gate, .direction = direction}};
}

void enqueue_replan(
    Tx& tx, const TenantId& tenant, ReplanScope scope, PlanCause cause, Instant now
) {
    const std::string about{name(scope)};
    const JobId id = job_of(tenant, about);
    const auto standing = jobs::payload(tx, id);
    if (!standing) {
        const ReplanWalk fresh{.scope = scope, .cause = cause};
        jobs::enqueue(tx, make_job(tenant, about, payload_of(fresh), now));
        return;
    }
    ReplanWalk walk = replan_task(*standing).walk.value_or(ReplanWalk{.scope = scope});
    const bool has_begun = walk.phase > 0 || walk.after.id != IdBytes{};
    walk.again = walk.again || has_begun;
    walk.cause = cause;
    jobs::amend(tx, id, payload_of(walk), now);
}

void enqueue_replans(Tx& tx, const TenantId& tenant, PlanCause cause, Instant now) {
    enqueue_replan(tx, tenant, ReplanScope::vn_la, cause, now);
    enqueue_replan(tx, tenant, ReplanScope::la_vn, cause, now);
}

void enqueue_waiting(Tx& tx, const TenantId& tenant, PlanCause cause, Instant now) {
    if (waiting::has_orders(tx, tenant)) {
        enqueue_replan(tx, tenant, ReplanScope::waiting, cause, now);
    }
}

void await_leaving(Tx& tx, const TenantId& tenant, const DepartureId& departure, Instant leaves) {
    const std::string about = "late|" + departure.text();
    jobs::withdraw(tx, job_of(tenant, about));
    const Json payload{{"act", "late"}, {"departure", departure.text()}};
    const Instant due = leaves + departure_late_max;
    jobs::enqueue(tx, make_job(tenant, about, payload.dump(), due));
}

void follow_report(
    Tx& tx,
    const TenantId& tenant,
    const std::optional<GateReport>& before,
    const GateReport& report,
    Instant now
) {
    await_end(tx, tenant, report, report.valid_until);
    const GateCondition was = before ? condition_of(*before, now) : GateCondition::open;
    const GateCondition is = condition_of(report, now);
    const std::int64_t queue_before = before ? before->queue_minutes : 0;
    if (was == is && queue_before == report.queue_minutes) {
        return;
    }
    enqueue_replan(tx, tenant, scope_of(report.direction), cause_of(was, is), now);
    if (is == GateCondition::closed && was != GateCondition::closed) {
        const RoadWalk road{
            .gate = report.gate.text(), .direction = report.direction, .report = report.version
        };
        const std::string about = "road|" + way_text(report) + "|" + std::to_string(report.version);
        jobs::enqueue(tx, make_job(tenant, about, payload_of(road), now));
    }
}

void follow_leg_report(
    Tx& tx,
    const TenantId& tenant,
    const std::optional<LegReport>& before,
    const LegReport& report,
    Instant now
) {
    await_end(tx, tenant, report, first_end({&report, 1}, now));
    const auto was = before ? effect_of(*before, now) : std::pair{false, std::int64_t{0}};
    const auto is = effect_of(report, now);
    if (was == is) {
        return;
    }
    enqueue_replan(tx, tenant, scope_of(report.direction), PlanCause::leg_changed, now);
    if (is.first && !was.first) {
        const RoadWalk road{
            .gate = "",
            .direction = report.direction,
            .report = report.version,
            .after = {},
            .leg = report.leg,
        };
        const std::string about = "road|" + way_text(report) + "|" + std::to_string(report.version);
        jobs::enqueue(tx, make_job(tenant, about, payload_of(road), now));
    }
}

} // namespace route9::gateway
