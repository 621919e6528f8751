// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/channels/connection_trial.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/intake/find_connection.hpp"
#include "gateway/views/connection_view.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

constexpr std::string_view kName = "post_connection_test";

platform::task<Result<http::Response>>
handle_post_connection_test(Services& services, http::Request& request) {
    auto unit = [principal = *request.principal,
                 id = std::string{request.parameter("id")},
                 &vault = services.vault](Tx& tx) {
        return find_connection_for(tx, principal, id, vault);
    };
    const auto connection = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!connection) {
        co_return Failure{connection.error()};
    }
    const auto steps = co_await try_connection(services, *connection, request.deadline);
    if (!steps) {
        co_return Failure{steps.error()};
    }
    co_return http::json_response(200, trial_view(*connection, *steps));
}

} // namespace

http::Route post_connection_test(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/connections/{id}/test",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::webhooks_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_connection_test(services, request); },
    };
}

} // namespace route9::gateway::endpoints
