// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/channels/give_access.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/intake/find_connection.hpp"
#include "gateway/views/connection_view.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

constexpr std::string_view kName = "post_connection_access";

constexpr std::size_t kTokenBytesMax = 4'096;
constexpr std::int64_t kExpiresMax = 10LL * 365 * 24 * 60 * 60;

/// {"code"} or {"access_token", "refresh_token"?, "expires_in_s"?}
Result<ConnectionAccess> read_body(const Json& body, Instant now) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    GivenAccess given;
    given.code = reader.text("code", Need::optional, kTokenBytesMax).value_or("");
    given.access_token = reader.text("access_token", Need::optional, kTokenBytesMax).value_or("");
    given.refresh_token = reader.text("refresh_token", Need::optional, kTokenBytesMax).value_or("");
    given.expires_in_s =
        static_cast<int>(reader.integer("expires_in_s", Need::optional, 1, kExpiresMax).value_or(0)
        );
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return read_access(given, now);
}

platform::task<Result<http::Response>>
handle_post_connection_access(Services& services, http::Request& request) {
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    const Instant now = services.clock.business();
    const auto access = read_body(*body, now);
    if (!access) {
        co_return Failure{access.error()};
    }
    auto unit = [principal = *request.principal,
                 id = std::string{request.parameter("id")},
                 access = *access,
                 &profiles = *services.catalogue.profiles,
                 nonce = make_nonce(services.entropy),
                 &vault = services.vault,
                 now](Tx& tx) -> Result<Json> {
        const auto connection = find_connection_for(tx, principal, id, vault);
        if (!connection) {
            return Failure{connection.error()};
        }
        if (auto given = give_access(tx, *connection, access, profiles, vault, nonce); !given) {
            return Failure{std::move(given).error()};
        }
        return connection_view(tx, *connection, vault, now);
    };
    const auto view = co_await platform::write(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!view) {
        co_return Failure{view.error()};
    }
    services.wakeups.notify(order_fetch_feed);
    co_return http::json_response(200, *view);
}

} // namespace

http::Route post_connection_access(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/connections/{id}/access",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::webhooks_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_connection_access(services, request); },
    };
}

} // namespace route9::gateway::endpoints
