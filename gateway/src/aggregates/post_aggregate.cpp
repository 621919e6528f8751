// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/sscc.hpp"
#include "core/limits.hpp"
#include "gateway/aggregates/aggregate_endpoints.hpp"
#include "gateway/aggregates/aggregate_view.hpp"
#include "gateway/aggregates/own_numbers.hpp"
#include "gateway/execute_once.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/may_ship.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

constexpr std::size_t kWarehouseBytes = 64;

/// The code stays empty when none is given.
Result<Aggregate> read_aggregate(const Json& body) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    Aggregate aggregate;
    if (const auto word = reader.text("kind", Need::required, limits::text_bytes_max)) {
        const auto kind = parse_aggregate_kind(*word);
        if (!kind) {
            reader.refuse("kind", "unknown_value", "give bag or pallet");
        }
        aggregate.kind = kind.value_or(AggregateKind::bag);
    }
    aggregate.warehouse = reader.text("warehouse", Need::required, kWarehouseBytes).value_or("");
    if (const auto given = reader.text("code", Need::optional, limits::foreign_id_bytes_max)) {
        const auto code = adapters::parcel_name_in(*given);
        const bool known = code && (adapters::is_sscc(*code) || adapters::is_parcel_code(*code));
        if (!known) {
            reader.refuse(
                "code", "bad_value", "give the SSCC or the 20 characters on its label, or none"
            );
        }
        aggregate.code = code.value_or("");
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return aggregate;
}

struct NewAggregate {
    Aggregate aggregate;
    std::string drawn; // its code where nothing else is given
    DrawnEntropy ids;
};

Result<http::Response> made(Tx& tx, NewAggregate wanted) {
    Aggregate& aggregate = wanted.aggregate;
    if (aggregate.code.empty()) {
        aggregate.code = code_for_aggregate(tx, aggregate.tenant, wanted.drawn);
    }
    const bool taken = parcels::find_code(tx, aggregate.tenant, aggregate.code).has_value();
    if (taken || !aggregates::create(tx, aggregate)) {
        return fail(
            ErrorCode::already_exists, "something else has this code; every label needs its own"
        );
    }
    TouchedOrders touched{tx, aggregate.tenant, aggregate.created_at, wanted.ids};
    touched.tell_of(
        aggregate.id.text(), aggregate.version, "aggregate.opened", aggregate_view(aggregate)
    );
    if (auto stored = touched.store(); !stored) {
        return Failure{std::move(stored).error()};
    }
    http::Response response = http::json_response(201, aggregate_view(aggregate));
    response.headers.emplace_back("Location", "/v1/aggregates/" + aggregate.id.text());
    return response;
}

platform::task<Result<http::Response>>
handle_post_aggregate(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_staff(principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    auto aggregate = read_aggregate(*body);
    if (!aggregate) {
        co_return Failure{std::move(aggregate).error()};
    }
    if (!services.snapshots.is_warehouse(aggregate->warehouse)) {
        co_return fail_field("/warehouse", "unknown", "GET /v1/warehouses lists them");
    }
    const Instant now = services.clock.business();
    aggregate->tenant = principal.tenant;
    aggregate->created_at = now;
    aggregate->id = AggregateId::make(now, services.entropy);
    NewAggregate wanted{
        .aggregate = std::move(*aggregate),
        .drawn = adapters::make_parcel_code(now, services.entropy),
        .ids = DrawnEntropy{services.entropy},
    };
    auto work = [wanted = std::move(wanted)](Tx& tx) { return made(tx, wanted); };
    auto answer = co_await execute_once(services, request, "post_aggregate", std::move(work));
    if (answer) {
        services.wakeups.notify(journal_feed(principal.tenant));
    }
    co_return answer;
}

} // namespace

http::Route post_aggregate(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/aggregates",
        .name = "post_aggregate",
        .access = http::Access::key,
        .scope = Scope::shipments_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_aggregate(services, request); },
    };
}

} // namespace route9::gateway::endpoints
