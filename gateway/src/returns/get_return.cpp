// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/returns/return_act.hpp"
#include "gateway/returns/return_endpoints.hpp"
#include "gateway/returns/return_view.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_get_return(Services& services, http::Request& request) {
    auto unit = [principal = *request.principal, id = std::string{request.parameter("id")}](Tx& tx
                ) { return find_return(tx, principal, id); };
    const auto found = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    co_return http::json_response(200, view(*found, services.clock.business()));
}

} // namespace

http::Route get_return(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/returns/{id}",
        .name = "get_return",
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_return(services, request); },
    };
}

} // namespace route9::gateway::endpoints
