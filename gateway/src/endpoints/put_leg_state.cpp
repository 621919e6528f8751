// SPDX-License-Identifier: Apache-2.0
#include "core/human_text.hpp"
#include "core/journal.hpp"
#include "core/limits.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/replanning/replan_jobs.hpp"
#include "gateway/shipping/drawn_entropy.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "gateway/shipping/typed_members.hpp"
#include "gateway/views/leg_view.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

constexpr std::int64_t kDelayMinutesMax = 30 * 24 * 60;
constexpr Minutes kClockTolerance{5};

/// What is said of a road, for one direction or both.
struct RoadWord {
    LegReport report;
    std::vector<CrossingDirection> directions{CrossingDirection::vn_la, CrossingDirection::la_vn};
};

void check_times(ObjectReader& reader, const LegReport& report, Instant now) {
    if (report.reported_at > now + kClockTolerance) {
        reader.refuse("reported_at", "out_of_range", "is in the future; give when it was seen");
    }
    if (report.valid_until && *report.valid_until < report.reported_at) {
        reader.refuse("valid_until", "out_of_range", "give a time that is not before reported_at");
    }
}

Result<RoadWord> read_word(const Json& body, std::string leg, Instant now) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    RoadWord word;
    word.report.leg = std::move(leg);
    if (const auto direction = reader.text("direction", Need::optional, limits::text_bytes_max)) {
        const auto known = parse_direction(*direction);
        if (!known) {
            reader.refuse(
                "direction", "unknown_value", "give vn_la or la_vn, or leave it out for both"
            );
        }
        word.directions = {known.value_or(CrossingDirection::vn_la)};
    }
    if (const auto state = reader.text("state", Need::required, limits::text_bytes_max)) {
        const auto known = parse_gate_condition(*state);
        word.report.condition = known.value_or(GateCondition::unknown);
        if (!known) {
            reader.refuse("state", "unknown_value", "give open, restricted, closed or unknown");
        }
    }
    word.report.delay_minutes =
        reader.integer("delay_minutes", Need::optional, 0, kDelayMinutesMax).value_or(0);
    word.report.source = read_human_text(reader, "source", Need::required).value_or("");
    word.report.reported_at = read_time(reader, "reported_at", Need::optional).value_or(now);
    word.report.valid_until = read_time_to_come(reader, "valid_until", Need::optional, now);
    check_times(reader, word.report, now);
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return word;
}

Result<std::vector<LegReport>>
put_reports(Tx& tx, const TenantId& tenant, const RoadWord& word, DrawnEntropy ids, Instant now) {
    std::vector<Event> events;
    for (const CrossingDirection direction : word.directions) {
        LegReport report = word.report;
        report.direction = direction;
        const auto before = leg_reports::find(tx, tenant, report.leg, direction);
        if (!leg_reports::put(tx, tenant, report)) {
            return fail(ErrorCode::conflict, "a newer report of this leg and direction stands");
        }
        follow_leg_report(tx, tenant, before, report, now);
        Json data = leg_report_view(report, now);
        data.erase("effective_state");
        data["leg"] = report.leg;
        events.push_back(Event{
            .id = EventId::make(now, ids),
            .tenant = tenant,
            .seller = {},
            .carrier = {},
            .type = "leg.state_changed",
            .subject = report.leg + "/" + std::string{name(direction)},
            .sequence = report.version,
            .at = now,
            .data = data.dump(),
        });
    }
    journal::append(tx, events);
    return leg_reports::all(tx, tenant);
}

platform::task<Result<http::Response>>
handle_put_leg_state(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_role(principal, {Role::operator_}); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const CorridorLeg* leg = find_leg(services.catalogue.corridor, request.parameter("id"));
    if (leg == nullptr) {
        co_return fail(ErrorCode::not_found);
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    const Instant now = services.clock.business();
    auto word = read_word(*body, leg_id(leg->leg), now);
    if (!word) {
        co_return Failure{std::move(word).error()};
    }
    auto unit = [tenant = principal.tenant,
                 word = std::move(*word),
                 ids = DrawnEntropy{services.entropy},
                 now](Tx& tx) { return put_reports(tx, tenant, word, ids, now); };
    const auto stored = co_await platform::write(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!stored) {
        co_return Failure{stored.error()};
    }
    services.wakeups.notify(journal_feed(principal.tenant));
    services.wakeups.notify(replan_feed);
    co_return http::json_response(200, leg_view(*leg, *stored, now));
}

} // namespace

http::Route put_leg_state(Services& services) {
    return {
        .method = http::Method::put,
        .pattern = "/v1/legs/{id}/state",
        .name = "put_leg_state",
        .access = http::Access::key,
        .scope = Scope::shipments_write,
        .handler = [&services](http::Request& request
                   ) { return handle_put_leg_state(services, request); },
    };
}

} // namespace route9::gateway::endpoints
