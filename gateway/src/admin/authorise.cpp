// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/shop_api.hpp"
#include "admin/admin_options.hpp"
#include "gateway/channels/connection_access.hpp"
#include "gateway/channels/order_fetches.hpp"
#include "gateway/intake/connection.hpp"

#include <utility>

namespace route9::gateway {
namespace {

Result<void> check_words(const AdminOptions& options) {
    const bool has_code = !options.code.empty();
    const bool has_token = !options.access_token.empty() || !options.refresh_token.empty();
    if (has_code == has_token) {
        return fail_field(
            "--code",
            "required",
            "give the code that the platform sent back with the seller, or the tokens by "
            "--access-token and --refresh-token"
        );
    }
    return {};
}

ConnectionAccess access_from(const AdminOptions& options, Instant now) {
    ConnectionAccess access;
    access.connection = ConnectionId{options.id};
    access.version = 1;
    access.changed_at = now;
    if (!options.code.empty()) {
        access.state = AccessState::code;
        access.tokens.refresh = Secret{std::string_view{options.code}};
        return access;
    }
    access.tokens.access = Secret{std::string_view{options.access_token}};
    access.tokens.refresh = Secret{std::string_view{options.refresh_token}};
    if (options.expires_in_s > 0) {
        access.tokens.access_until = now + Seconds{options.expires_in_s};
    }
    return access;
}

} // namespace

AdminResult authorise_connection(const AdminOptions& options, const AdminContext& context) {
    if (auto checked = check_words(options); !checked) {
        return Failure{std::move(checked).error()};
    }
    ConnectionAccess access = access_from(options, context.clock.business());
    const SealNonce nonce = make_nonce(context.entropy);
    const auto done = context.store.write([&](Tx& tx) -> Result<ConnectionId> {
        const auto connection = connections::find(tx, access.connection, context.vault);
        if (!connection) {
            return fail(ErrorCode::not_found, "there is no connection " + options.id);
        }
        if (adapters::find_shop_api(connection->platform.text()) == nullptr) {
            return fail_field(
                "id",
                "bad_value",
                connection->platform.text() + " needs no authorisation here: its pushes carry " +
                    "the order"
            );
        }
        access.tenant = connection->tenant;
        accesses::put(tx, access, context.vault, nonce);
        order_fetches::wake(tx, access.connection);
        return connection->id;
    });
    if (!done) {
        return Failure{done.error()};
    }
    return done->text();
}

} // namespace route9::gateway
