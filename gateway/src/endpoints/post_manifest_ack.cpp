// SPDX-License-Identifier: Apache-2.0
#include "gateway/endpoints.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "gateway/shipping/speak_for.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_post_manifest_ack(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_role(principal, {Role::carrier}); !allowed) {
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
    auto given = read_acknowledgement(*body);
    if (!given) {
        co_return Failure{std::move(given).error()};
    }
    const auto answer = co_await acknowledge_for(
        services, principal, *manifest, std::move(*given), request.deadline
    );
    if (!answer) {
        co_return Failure{answer.error()};
    }
    co_return http::json_response(200, *answer);
}

} // namespace

http::Route post_manifest_ack(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/manifests/{id}/ack",
        .name = "post_manifest_ack",
        .access = http::Access::key,
        .scope = Scope::manifests_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_manifest_ack(services, request); },
    };
}

} // namespace route9::gateway::endpoints
