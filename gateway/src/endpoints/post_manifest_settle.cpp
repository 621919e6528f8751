// SPDX-License-Identifier: Apache-2.0
#include "gateway/endpoints.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "gateway/shipping/speak_for.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

/// A carrier writes manifests, a warehouse writes shipments; an operator does both.
Result<void> may_settle(const Principal& principal) {
    if (auto allowed = require_role(principal, {Role::operator_, Role::warehouse, Role::carrier});
        !allowed) {
        return allowed;
    }
    const Scope scope =
        principal.role == Role::carrier ? Scope::manifests_write : Scope::shipments_write;
    if (!principal.scopes.has(scope)) {
        return fail(
            ErrorCode::forbidden, "this needs a key with the scope " + std::string{name(scope)}
        );
    }
    return {};
}

platform::task<Result<http::Response>>
handle_post_manifest_settle(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = may_settle(principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const auto manifest = ManifestId::parse(request.parameter("id"));
    if (!manifest) {
        co_return fail(ErrorCode::not_found);
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    auto given = read_settlement(*body);
    if (!given) {
        co_return Failure{std::move(given).error()};
    }
    const auto answer =
        co_await settle_for(services, principal, *manifest, std::move(*given), request.deadline);
    if (!answer) {
        co_return Failure{answer.error()};
    }
    co_return http::json_response(200, *answer);
}

} // namespace

http::Route post_manifest_settle(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/manifests/{id}/settle",
        .name = "post_manifest_settle",
        .access = http::Access::key,
        .scope = std::nullopt, // of the side that speaks
        .handler = [&services](http::Request& request
                   ) { return handle_post_manifest_settle(services, request); },
    };
}

} // namespace route9::gateway::endpoints
