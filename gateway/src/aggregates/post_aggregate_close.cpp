// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/aggregates/aggregate_endpoints.hpp"
#include "gateway/aggregates/aggregate_view.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "platform/async_store.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

/// A body is not needed; it may name the seal that is put on.
Result<std::string> read_seal(const http::Request& request) {
    if (request.body.empty()) {
        return std::string{};
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        return Failure{body.error()};
    }
    FieldErrors errors;
    ObjectReader reader{*body, "", errors};
    std::string seal = reader.text("seal", Need::optional, aggregate_seal_bytes_max).value_or("");
    if (!std::ranges::all_of(seal, [](char c) { return c > ' ' && c <= '~'; })) {
        reader.refuse("seal", "bad_value", "give the seal's number: signs without blanks");
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return seal;
}

platform::task<Result<http::Response>>
handle_post_aggregate_close(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_staff(principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    auto seal = read_seal(request);
    if (!seal) {
        co_return Failure{std::move(seal).error()};
    }
    ClosingOrder order{
        .tenant = principal.tenant,
        .aggregate = std::string{request.parameter("id")},
        .seal = std::move(*seal),
        .ids = DrawnEntropy{services.entropy},
        .now = services.clock.business(),
    };
    auto unit = [order = std::move(order)](Tx& tx) -> Result<WholeAggregate> {
        auto closed = close_aggregate(tx, order);
        if (!closed) {
            return Failure{std::move(closed).error()};
        }
        return read_whole(tx, std::move(*closed));
    };
    const auto whole = co_await platform::write(
        services.store, reach_of(principal), std::move(unit), request.deadline
    );
    if (!whole) {
        co_return Failure{whole.error()};
    }
    services.wakeups.notify(journal_feed(principal.tenant));
    co_return http::json_response(200, whole_view(*whole));
}

} // namespace

http::Route post_aggregate_close(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/aggregates/{id}/close",
        .name = "post_aggregate_close",
        .access = http::Access::key,
        .scope = Scope::shipments_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_aggregate_close(services, request); },
    };
}

} // namespace route9::gateway::endpoints
