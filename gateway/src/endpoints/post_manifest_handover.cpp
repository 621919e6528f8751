// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/bodiless.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/hand_over_manifest.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_post_manifest_handover(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_staff(principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    if (auto bare = http::require_no_members(request); !bare) {
        co_return Failure{std::move(bare).error()};
    }
    const auto manifest = ManifestId::parse(request.parameter("id"));
    if (!manifest) {
        co_return fail(ErrorCode::not_found);
    }
    auto keys = co_await services.keyring.tenant(principal.tenant, request.deadline);
    if (!keys) {
        co_return Failure{std::move(keys).error()};
    }
    HandOverOrder order{
        .tenant = principal.tenant,
        .manifest = *manifest,
        .speaker = {.signer = signer_of(principal), .keys = std::move(*keys)},
        .ids = DrawnEntropy{services.entropy},
        .now = services.clock.business(),
    };
    auto unit = [order = std::move(order)](Tx& tx) { return hand_over_manifest(tx, order); };
    const auto answer = co_await platform::write(
        services.store, reach_of(principal), std::move(unit), request.deadline
    );
    if (!answer) {
        co_return Failure{answer.error()};
    }
    services.wakeups.notify(journal_feed(principal.tenant));
    co_return http::json_response(200, *answer);
}

} // namespace

http::Route post_manifest_handover(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/manifests/{id}/handover",
        .name = "post_manifest_handover",
        .access = http::Access::key,
        .scope = Scope::shipments_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_manifest_handover(services, request); },
    };
}

} // namespace route9::gateway::endpoints
