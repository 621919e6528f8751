// SPDX-License-Identifier: Apache-2.0
#include "gateway/channels/give_access.hpp"

#include "adapters/marketplaces/shop_api.hpp"
#include "gateway/channels/order_fetches.hpp"
#include "gateway/channels/stock_tellings.hpp"

namespace route9::gateway {

Result<ConnectionAccess> read_access(const GivenAccess& given, Instant now) {
    const bool has_code = !given.code.empty();
    const bool has_token = !given.access_token.empty() || !given.refresh_token.empty();
    if (has_code == has_token) {
        return fail_field(
            "/code",
            "required",
            "give the code that the platform sent back with the seller, or the tokens by "
            "access_token and refresh_token"
        );
    }
    ConnectionAccess access;
    access.version = 1;
    access.changed_at = now;
    if (has_code) {
        access.state = AccessState::code;
        access.tokens.refresh = Secret{std::string_view{given.code}};
        return access;
    }
    access.tokens.access = Secret{std::string_view{given.access_token}};
    access.tokens.refresh = Secret{std::string_view{given.refresh_token}};
    if (given.expires_in_s > 0) {
        access.tokens.access_until = now + Seconds{given.expires_in_s};
    }
    return access;
}

Result<ConnectionId> give_access(
    Tx& tx,
    const Connection& connection,
    ConnectionAccess access,
    const Vault& vault,
    const SealNonce& nonce
) {
    if (adapters::find_shop_api(connection.platform.text()) == nullptr) {
        return fail_field(
            "id",
            "bad_value",
            connection.platform.text() + " needs no authorisation here: its pushes carry the order"
        );
    }
    access.tenant = connection.tenant;
    access.connection = connection.id;
    accesses::put(tx, access, vault, nonce);
    order_fetches::wake(tx, access.connection);
    stock_tellings::wake(tx, access.connection);
    return connection.id;
}

} // namespace route9::gateway
