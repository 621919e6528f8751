// SPDX-License-Identifier: Apache-2.0
#include "admin/admin_options.hpp"
#include "admin/connection_words.hpp"
#include "gateway/channels/give_access.hpp"
#include "gateway/intake/connection.hpp"

#include <utility>

namespace route9::gateway {

AdminResult authorise_connection(const AdminOptions& options, const AdminContext& context) {
    const GivenAccess given{
        options.code, options.access_token, options.refresh_token, options.expires_in_s
    };
    const auto access = read_access(given, context.clock.business());
    if (!access) {
        return Failure{in_words(access.error())};
    }
    const SealNonce nonce = make_nonce(context.entropy);
    const auto done = context.store.write([&](Tx& tx) -> Result<ConnectionId> {
        const auto connection = connections::find(tx, ConnectionId{options.id}, context.vault);
        if (!connection) {
            return fail(ErrorCode::not_found, "there is no connection " + options.id);
        }
        return give_access(tx, *connection, *access, context.vault, nonce);
    });
    if (!done) {
        return Failure{done.error()};
    }
    return done->text();
}

} // namespace route9::gateway
