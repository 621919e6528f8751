// SPDX-License-Identifier: Apache-2.0
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
    // Its carrier sees the pieces too, which are behind the second wall.
    const Reach reach = Reach::of(request.principal->tenant);
    const auto found =
        co_await platform::read(services.store, reach, std::move(unit), request.deadline);
    if (!found) {
        co_return Failure{found.error()};
    }
    const Instant now = services.clock.business();
    const bool is_carrier = request.principal->role == Role::carrier;
    co_return http::json_response(200, is_carrier ? carriers_view(*found, now) : view(*found, now));
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
