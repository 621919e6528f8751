// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/aggregates/aggregate_endpoints.hpp"
#include "gateway/aggregates/aggregate_view.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

platform::task<Result<http::Response>>
handle_get_aggregate(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_staff(principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    auto unit = [tenant = principal.tenant,
                 name = std::string{request.parameter("id")}](Tx& tx) -> Result<WholeAggregate> {
        auto aggregate = find_aggregate(tx, tenant, name);
        if (!aggregate) {
            return fail(ErrorCode::not_found);
        }
        return read_whole(tx, std::move(*aggregate));
    };
    const auto whole = co_await platform::read(
        services.store, reach_of(principal), std::move(unit), request.deadline
    );
    if (!whole) {
        co_return Failure{whole.error()};
    }
    co_return http::json_response(200, whole_view(*whole));
}

} // namespace

http::Route get_aggregate(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/aggregates/{id}",
        .name = "get_aggregate",
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_aggregate(services, request); },
    };
}

} // namespace route9::gateway::endpoints
