// SPDX-License-Identifier: Apache-2.0
#include "admin/admin_options.hpp"
#include "admin/connection_words.hpp"
#include "gateway/channels/give_access.hpp"
#include "gateway/intake/connection.hpp"
#include "gateway/intake/connection_checks.hpp"

#include <utility>

namespace route9::gateway {
namespace {

/// The settings that were given are the connection's from now on.
Result<void> take_settings(
    Tx& tx, Connection& connection, const AdminOptions& options, const AdminContext& context
) {
    const auto* profile = context.profiles.find(connection.platform.text());
    if (options.settings.empty() || profile == nullptr) {
        return {};
    }
    auto given = settings_from(options);
    if (!given) {
        return Failure{std::move(given).error()};
    }
    given->merge(connection.settings); // what was there and has not been given
    if (auto checked = check_settings(*profile, *given); !checked) {
        return checked;
    }
    connection.settings = std::move(*given);
    connections::put_settings(tx, connection.id, connection.settings);
    return {};
}

} // namespace

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
        auto connection = connections::find(tx, ConnectionId{options.id}, context.vault);
        if (!connection) {
            return fail(ErrorCode::not_found, "there is no connection " + options.id);
        }
        if (auto taken = take_settings(tx, *connection, options, context); !taken) {
            return Failure{std::move(taken).error()};
        }
        return give_access(tx, *connection, *access, context.profiles, context.vault, nonce);
    });
    if (!done) {
        return Failure{in_words(done.error())};
    }
    return done->text();
}

} // namespace route9::gateway
