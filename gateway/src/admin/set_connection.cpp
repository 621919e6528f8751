// SPDX-License-Identifier: Apache-2.0
#include "admin/admin_options.hpp"
#include "admin/connection_words.hpp"
#include "gateway/channels/give_access.hpp"
#include "gateway/intake/connection.hpp"
#include "gateway/intake/connection_checks.hpp"
#include "gateway/intake/connection_settings.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway {
namespace {

using Settings = std::map<std::string, std::string>;

/// What is each shop's own is not its app's, and the other way round.
Result<void>
check_place(const Connection& connection, const adapters::Profile& profile, const Settings& given) {
    for (const auto& [name, value] : given) {
        const bool is_shops =
            std::ranges::find(profile.api_shop_settings, name) != profile.api_shop_settings.end();
        if (connection.is_app() && is_shops) {
            return fail_field(
                "/settings/" + name, "bad_value", name + " is set with each shop of the app"
            );
        }
        if (!connection.app.empty() && !is_shops) {
            return fail_field(
                "/settings/" + name,
                "bad_value",
                name + " is its app's: set it with " + connection.app.text()
            );
        }
    }
    return {};
}

} // namespace

AdminResult set_connection(const AdminOptions& options, const AdminContext& context) {
    const auto done = context.store.write([&](Tx& tx) -> Result<ConnectionId> {
        const auto connection = connections::find(tx, ConnectionId{options.id}, context.vault);
        if (!connection) {
            return fail(ErrorCode::not_found, "there is no connection " + options.id);
        }
        const auto* profile = context.profiles.find(connection->platform.text());
        if (profile == nullptr) {
            return refuse_platform(connection->platform.text(), context.profiles);
        }
        const auto given = settings_from(options);
        if (!given) {
            return Failure{given.error()};
        }
        if (auto fits = check_place(*connection, *profile, *given); !fits) {
            return Failure{std::move(fits).error()};
        }
        Settings settings = connection->settings;
        for (const auto& [name, value] : *given) {
            settings[name] = value;
            if (value.empty()) {
                settings.erase(name);
            }
        }
        if (auto checked = check_settings(*profile, settings); !checked) {
            return Failure{std::move(checked).error()};
        }
        auto set = connections::set_settings(tx, connection->id, settings);
        if (set) {
            retry_calls(tx, connection->id);
        }
        return set;
    });
    if (!done) {
        return Failure{in_words(done.error())};
    }
    return done->text();
}

} // namespace route9::gateway
