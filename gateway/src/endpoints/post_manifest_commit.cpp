// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/manifest_feed.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "platform/async_store.hpp"

#include <charconv>

namespace route9::gateway::endpoints {
namespace {

Result<std::int64_t>
read_position(const Json& body, const http::CursorCodec& cursors, const Principal& principal) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    const auto cursor = reader.text("cursor", Need::required, 2 * http::cursor_position_bytes_max);
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    const auto text = cursors.decode(principal, manifest_cursor, *cursor);
    if (!text) {
        return Failure{text.error()};
    }
    std::int64_t position = 0;
    std::from_chars(text->data(), text->data() + text->size(), position);
    return position;
}

platform::task<Result<http::Response>>
handle_post_manifest_commit(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_role(principal, {Role::carrier}); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    const auto position = read_position(*body, services.cursors, principal);
    if (!position) {
        co_return Failure{position.error()};
    }
    auto unit = [tenant = principal.tenant, carrier = principal.party, position = *position](Tx& tx
                ) -> Result<std::int64_t> {
        return fulfillment::manifests::commit(tx, tenant, carrier, position);
    };
    const auto stored = co_await platform::write(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!stored) {
        co_return Failure{stored.error()};
    }
    const std::string committed =
        services.cursors.encode(principal, manifest_cursor, std::to_string(*stored));
    co_return http::json_response(200, Json{{"committed", committed}});
}

} // namespace

http::Route post_manifest_commit(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/manifests/commit",
        .name = "post_manifest_commit",
        .access = http::Access::key,
        .scope = Scope::manifests_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_manifest_commit(services, request); },
    };
}

} // namespace route9::gateway::endpoints
