// SPDX-License-Identifier: Apache-2.0
#include "core/human_text.hpp"
#include "core/journal.hpp"
#include "core/limits.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/replanning/replan_jobs.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "gateway/shipping/typed_members.hpp"
#include "gateway/views/gate_view.hpp"
#include "platform/async_store.hpp"

#include <array>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

constexpr std::int64_t kQueueMinutesMax = 30 * 24 * 60;
constexpr Minutes kClockTolerance{5};

void check_times(ObjectReader& reader, const GateReport& report, Instant now) {
    if (report.reported_at > now + kClockTolerance) {
        reader.refuse("reported_at", "out_of_range", "is in the future; give when it was seen");
    }
    if (report.valid_until && *report.valid_until < report.reported_at) {
        reader.refuse("valid_until", "out_of_range", "give a time that is not before reported_at");
    }
}

Result<GateReport> read_report(const Json& body, std::string_view gate, Instant now) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    GateReport report;
    report.gate = GateId{std::string{gate}};
    const auto direction = reader.text("direction", Need::required, limits::text_bytes_max);
    if (direction) {
        const auto known = parse_direction(*direction);
        report.direction = known.value_or(CrossingDirection::vn_la);
        if (!known) {
            reader.refuse("direction", "unknown_value", "give vn_la or la_vn");
        }
    }
    const auto state = reader.text("state", Need::required, limits::text_bytes_max);
    if (state) {
        const auto known = parse_gate_condition(*state);
        report.condition = known.value_or(GateCondition::unknown);
        if (!known) {
            reader.refuse("state", "unknown_value", "give open, restricted, closed or unknown");
        }
    }
    report.queue_minutes =
        reader.integer("queue_minutes", Need::optional, 0, kQueueMinutesMax).value_or(0);
    report.source = read_human_text(reader, "source", Need::required).value_or("");
    report.reported_at = read_time(reader, "reported_at", Need::optional).value_or(now);
    report.valid_until = read_time_to_come(reader, "valid_until", Need::optional, now);
    check_times(reader, report, now);
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return report;
}

Result<GateReport>
put_report(Tx& tx, const TenantId& tenant, GateReport report, const EventId& event, Instant now) {
    const auto before = gate_reports::find(tx, tenant, report.gate, report.direction);
    if (!gate_reports::put(tx, tenant, report)) {
        return fail(ErrorCode::conflict, "a newer report of this gate and direction stands");
    }
    follow_report(tx, tenant, before, report, now);
    Json data = past_report_view(report);
    data.erase("version");
    data["gate"] = report.gate.text();
    const std::array events{Event{
        .id = event,
        .tenant = tenant,
        .seller = {},
        .carrier = {},
        .type = "gate.state_changed",
        .subject = report.gate.text() + "/" + std::string{name(report.direction)},
        .sequence = report.version,
        .at = now,
        .data = data.dump(),
    }};
    journal::append(tx, events);
    return report;
}

platform::task<Result<http::Response>>
handle_put_gate_state(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_role(principal, {Role::operator_}); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const std::string_view gate = request.parameter("id");
    if (services.catalogue.gate(gate) == nullptr) {
        co_return fail(ErrorCode::not_found);
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    const Instant now = services.clock.business();
    auto report = read_report(*body, gate, now);
    if (!report) {
        co_return Failure{std::move(report).error()};
    }
    auto unit = [tenant = principal.tenant,
                 report = std::move(*report),
                 event = EventId::make(now, services.entropy),
                 now](Tx& tx) { return put_report(tx, tenant, report, event, now); };
    const auto stored = co_await platform::write(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!stored) {
        co_return Failure{stored.error()};
    }
    services.wakeups.notify(journal_feed(principal.tenant));
    services.wakeups.notify(replan_feed);
    Json answer = gate_report_view(*stored, now);
    answer["gate"] = stored->gate.text();
    co_return http::json_response(200, answer);
}

} // namespace

http::Route put_gate_state(Services& services) {
    return {
        .method = http::Method::put,
        .pattern = "/v1/gates/{id}/state",
        .name = "put_gate_state",
        .access = http::Access::key,
        .scope = Scope::shipments_write,
        .handler = [&services](http::Request& request
                   ) { return handle_put_gate_state(services, request); },
    };
}

} // namespace route9::gateway::endpoints
