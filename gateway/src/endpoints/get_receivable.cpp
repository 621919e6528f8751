// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/money/money_access.hpp"
#include "gateway/views/money_view.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_get_receivable(Services& services, http::Request& request) {
    auto unit = [principal = *request.principal, id = std::string{request.parameter("id")}](Tx& tx
                ) { return find_receivable_for(tx, principal, id); };
    const auto found = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    co_return http::json_response(200, view(*found));
}

} // namespace

http::Route get_receivable(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/receivables/{id}",
        .name = "get_receivable",
        .access = http::Access::key,
        .scope = Scope::money_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_receivable(services, request); },
    };
}

} // namespace route9::gateway::endpoints
