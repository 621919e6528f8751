// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/hook_facts.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/intake/connection_cache.hpp"

#include <vector>

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>> handle_get_hook(Services& services, http::Request& request) {
    const adapters::Profile* profile =
        services.catalogue.profiles->find(request.parameter("platform"));
    if (profile == nullptr || profile->handshake != adapters::Handshake::hub_challenge) {
        co_return fail(ErrorCode::not_found, "this platform does not verify subscriptions by GET");
    }
    const ConnectionId id{std::string{request.parameter("connection")}};
    const auto found = co_await services.connections.find(id, request.deadline);
    if (!found) {
        co_return Failure{found.error()};
    }
    const bool known = *found && (*found)->platform.text() == profile->platform;
    std::vector<adapters::QueryField> query;
    for (const auto& [name, value] : request.target.query.pairs()) {
        query.push_back({name, value});
    }
    const Secret token{known ? (*found)->setting("verify_token") : std::string{}};
    const auto challenge =
        token.empty() ? std::nullopt : adapters::hub_challenge_answer(query, token);
    if (!challenge) {
        co_return fail(
            ErrorCode::signature_invalid,
            "hub.verify_token is not the one of this connection (--set verify_token=…)"
        );
    }
    co_return http::text_response(200, *challenge);
}

} // namespace

http::Route get_hook(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/hooks/{platform}/{connection}",
        .name = "get_hook",
        .access = http::Access::hook,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_get_hook(services, request); },
    };
}

} // namespace route9::gateway::endpoints
