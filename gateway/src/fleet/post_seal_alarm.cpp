// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/execute_once.hpp"
#include "gateway/fleet/fleet_endpoints.hpp"
#include "gateway/fleet/seal_numbers.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/drawn_entropy.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "gateway/shipping/touched_orders.hpp"
#include "gateway/shipping/typed_members.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

using fulfillment::DepartureRecord;

constexpr std::string_view kName = "post_seal_alarm";
/// What electronic seals of customs tell of themselves.
constexpr std::array<std::string_view, 5> kKinds{
    "opened", "wrong_route", "long_stop", "signal_lost", "other"
};

/// A seal's clock may run ahead, and its word come late.
constexpr Minutes kAheadMax{5};
constexpr Minutes kToldLateMax{30 * 24 * 60};

struct SealAlarm {
    TenantId tenant;
    std::string seal;
    std::string kind;
    std::string near; // a node or gate; empty = not told
    Instant at{};
    DrawnEntropy ids;
    Instant now{};
};

Result<void> read_alarm(const Json& body, const Catalogue& catalogue, SealAlarm& alarm) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    alarm.kind = reader.text("kind", Need::required, limits::text_bytes_max).value_or("");
    if (!alarm.kind.empty() && std::ranges::find(kKinds, alarm.kind) == kKinds.end()) {
        reader.refuse(
            "kind", "unknown_value", "give opened, wrong_route, long_stop, signal_lost or other"
        );
    }
    alarm.at = read_time(reader, "at", Need::required).value_or(alarm.now);
    if (alarm.at > alarm.now + kAheadMax || alarm.at < alarm.now - kToldLateMax) {
        reader.refuse("at", "out_of_range", "give when it happened, within the last 30 days");
    }
    alarm.near = reader.text("near", Need::optional, limits::text_bytes_max).value_or("");
    if (!alarm.near.empty() && !catalogue.corridor.network->find_node(alarm.near)) {
        reader.refuse("near", "unknown", "the corridor has no such node");
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return {};
}

/// The truck under way with this seal; not_found when there is none.
Result<http::Response> tell(Tx& tx, SealAlarm alarm) {
    const auto trucks = fulfillment::departures::sealed_under_way(tx, alarm.tenant);
    const auto truck = std::ranges::find_if(trucks, [&alarm](const DepartureRecord& each) {
        return std::ranges::find(each.seals, alarm.seal) != each.seals.end();
    });
    if (truck == trucks.end()) {
        return fail(ErrorCode::not_found);
    }
    Json news{
        {"departure", truck->id.text()},
        {"seal", alarm.seal},
        {"kind", alarm.kind},
        {"at", format_utc(alarm.at)},
    };
    if (!alarm.near.empty()) {
        news["near"] = alarm.near;
    }
    const std::string subject = truck->id.text() + "/seals";
    TouchedOrders touched{tx, alarm.tenant, alarm.now, alarm.ids};
    touched.tell_of(
        subject,
        journal::last_sequence(tx, alarm.tenant, subject) + 1,
        "alert.seal",
        news,
        truck->carrier
    );
    if (auto stored = touched.store(); !stored) {
        return Failure{std::move(stored).error()};
    }
    return http::json_response(201, news);
}

platform::task<Result<http::Response>>
handle_post_seal_alarm(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_staff(principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    SealAlarm alarm{
        .tenant = principal.tenant,
        .seal = std::string{request.parameter("number")},
        .kind = {},
        .near = {},
        .ids = DrawnEntropy{services.entropy},
        .now = services.clock.business(),
    };
    if (auto good = read_alarm(*body, services.catalogue, alarm); !good) {
        co_return Failure{std::move(good).error()};
    }
    auto work = [alarm = std::move(alarm)](Tx& tx) { return tell(tx, alarm); };
    auto answer = co_await execute_once(services, request, kName, std::move(work));
    if (answer) {
        services.wakeups.notify(journal_feed(principal.tenant));
    }
    co_return answer;
}

} // namespace

http::Route post_seal_alarm(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/seals/{number}/alarms",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::shipments_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_seal_alarm(services, request); },
    };
}

} // namespace route9::gateway::endpoints
