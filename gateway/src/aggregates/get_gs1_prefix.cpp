// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/aggregates/aggregate_endpoints.hpp"
#include "gateway/aggregates/own_numbers.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "platform/async_store.hpp"

#include <optional>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

platform::task<Result<http::Response>>
handle_get_gs1_prefix(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_staff(principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    auto unit = [tenant = principal.tenant](Tx& tx) -> Result<std::optional<OwnPrefix>> {
        return own_prefixes::find(tx, tenant);
    };
    const auto prefix = co_await platform::read(
        services.store, reach_of(principal), std::move(unit), request.deadline
    );
    if (!prefix) {
        co_return Failure{prefix.error()};
    }
    if (!*prefix) {
        co_return http::json_response(200, no_prefix_view());
    }
    http::Response response = http::json_response(200, prefix_view(**prefix));
    response.headers.emplace_back("ETag", http::version_etag((*prefix)->version));
    co_return response;
}

} // namespace

http::Route get_gs1_prefix(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/gs1-prefix",
        .name = "get_gs1_prefix",
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_gs1_prefix(services, request); },
    };
}

} // namespace route9::gateway::endpoints
