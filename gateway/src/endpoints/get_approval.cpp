// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/views/user_view.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_get_approval(Services& services, http::Request& request) {
    const auto id = ApprovalId::parse(request.parameter("id"));
    if (!id) {
        co_return fail(ErrorCode::not_found);
    }
    auto look = [tenant = request.principal->tenant,
                 id = *id,
                 now = services.clock.business()](Tx& tx) -> Result<http::Response> {
        const auto approval = approvals::find(tx, tenant, id);
        if (!approval) {
            return fail(ErrorCode::not_found);
        }
        return http::json_response(200, approval_view(*approval, now));
    };
    co_return co_await platform::read(
        services.store, reach_of(*request.principal), std::move(look), request.deadline
    );
}

} // namespace

http::Route get_approval(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/approvals/{id}",
        .name = "get_approval",
        .access = http::Access::key,
        .scope = Scope::admin,
        .handler = [&services](http::Request& request
                   ) { return handle_get_approval(services, request); },
    };
}

} // namespace route9::gateway::endpoints
