// SPDX-License-Identifier: Apache-2.0
#include "gateway/catalogue.hpp"
#include "gateway/channels/give_access.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/execute_once.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/intake/connection_checks.hpp"
#include "gateway/intake/find_connection.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

constexpr std::string_view kName = "post_connection_rotate";

constexpr std::size_t kSecretBytesMax = 1'024;
constexpr std::int64_t kGraceMax = 30LL * 24 * 60 * 60;
constexpr std::int64_t kGrace = 24LL * 60 * 60;

/// {"secret"?, "grace_s"?}
struct Rotation {
    std::string secret; // empty: one is made
    Seconds grace{kGrace};
};

Result<Rotation> read_rotation(const Json& body) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    Rotation rotation;
    rotation.secret = reader.text("secret", Need::optional, kSecretBytesMax).value_or("");
    rotation.grace =
        Seconds{reader.integer("grace_s", Need::optional, 0, kGraceMax).value_or(kGrace)};
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return rotation;
}

Result<void> check(const Connection& connection, const Rotation& rotation, const Catalogue& data) {
    const std::string& platform = connection.platform.text();
    if (!connection.app.empty()) {
        return fail(
            ErrorCode::state_forbids, "its secret is its app's: rotate " + connection.app.text()
        );
    }
    const auto* profile = data.profiles->find(platform);
    return profile == nullptr ? check_secret(platform, rotation.secret)
                              : check_next_secret(*profile, rotation.secret);
}

platform::task<Result<http::Response>>
handle_post_connection_rotate(Services& services, http::Request& request) {
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    const auto rotation = read_rotation(*body);
    if (!rotation) {
        co_return Failure{rotation.error()};
    }
    const Instant until = services.clock.business() + rotation->grace;
    auto work = [principal = *request.principal,
                 id = std::string{request.parameter("id")},
                 rotation = *rotation,
                 fresh =
                     rotation->secret.empty() ? make_secret(services.entropy) : rotation->secret,
                 until,
                 nonce = make_nonce(services.entropy),
                 &services](Tx& tx) -> Result<http::Response> {
        const auto connection = find_connection_for(tx, principal, id, services.vault);
        if (!connection) {
            return Failure{connection.error()};
        }
        if (auto checked = check(*connection, rotation, services.catalogue); !checked) {
            return Failure{std::move(checked).error()};
        }
        const auto done = connections::rotate(
            tx, connection->id, Secret{std::string_view{fresh}}, until, services.vault, nonce
        );
        if (!done) {
            return Failure{done.error()};
        }
        retry_calls(tx, connection->id);
        Json answer{{"id", connection->id.text()}, {"old_until", format_utc(until)}};
        if (rotation.secret.empty()) {
            answer["secret"] = fresh; // this once
        }
        return http::json_response(200, answer);
    };
    co_return co_await execute_once(services, request, kName, std::move(work));
}

} // namespace

http::Route post_connection_rotate(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/connections/{id}/rotate",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::webhooks_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_connection_rotate(services, request); },
    };
}

} // namespace route9::gateway::endpoints
