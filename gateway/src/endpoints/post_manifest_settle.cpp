// SPDX-License-Identifier: Apache-2.0
#include "gateway/endpoints.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "gateway/shipping/settle_manifest.hpp"

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

platform::task<Result<http::Response>> handle(Services& services, http::Request& request) {
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
    auto keys = co_await services.keyring.tenant(principal.tenant, request.deadline);
    if (!keys) {
        co_return Failure{std::move(keys).error()};
    }
    const bool is_carrier = principal.role == Role::carrier;
    SettleOrder order{
        .tenant = principal.tenant,
        .carrier = is_carrier ? principal.party : PartyId{},
        .manifest = *manifest,
        .settlement = std::move(*given),
        .speaker =
            {.side = is_carrier ? fulfillment::ManifestSide::carrier
                                : fulfillment::ManifestSide::warehouse,
             .signer = signer_of(principal),
             .keys = std::move(*keys)},
        .ids = DrawnEntropy{services.entropy},
        .now = services.clock.business(),
    };
    order.speaker.signature = order.settlement.signature;
    order.speaker.signed_at = order.settlement.signed_at;
    auto unit = [order = std::move(order), &keyring = services.keyring](Tx& tx) {
        return settle_manifest(tx, order, keyring);
    };
    const auto answer = co_await speak_of_manifest(
        services, Reach::of(principal.tenant), *manifest, std::move(unit), request.deadline
    );
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
        .handler = [&services](http::Request& request) { return handle(services, request); },
    };
}

} // namespace route9::gateway::endpoints
