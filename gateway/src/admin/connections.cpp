// SPDX-License-Identifier: Apache-2.0
#include "admin/admin_options.hpp"
#include "admin/connection_words.hpp"
#include "core/tenancy.hpp"
#include "gateway/channels/connection_health.hpp"
#include "gateway/channels/give_access.hpp"
#include "gateway/channels/order_fetches.hpp"
#include "gateway/intake/connection.hpp"
#include "gateway/intake/connection_checks.hpp"
#include "gateway/intake/inbox.hpp"
#include "gateway/intake/new_connection.hpp"

#include <utility>

namespace route9::gateway {
namespace {

constexpr int kInboxLinesMax = 200;

std::string line_of(const Connection& connection, Instant now) {
    std::string line = connection.id.text() + "  " + connection.platform.text();
    line += "  " + (connection.is_app() ? std::string{"(app)"} : connection.party.text());
    if (connection.app.empty()) {
        const auto count = connection.good_secrets(now).size();
        line += "  " + std::to_string(count) + " secret(s)";
    } else {
        line += "  app=" + connection.app.text() + "  shop=" + connection.shop;
    }
    for (const auto& [name, value] : connection.settings) {
        line.append("  ").append(name).append("=");
        const bool hidden = is_secret_setting(name) || value.contains('\n');
        line += hidden ? std::string_view{"(set)"} : std::string_view{value};
    }
    return connection.paused ? line + "  paused" : line;
}

/// When it was last heard, what its shop has authorised (never a token) and what is wrong.
std::string health_words(Tx& tx, const Connection& connection, const Vault& vault, Instant now) {
    const ConnectionHealth health = health_of(tx, connection, vault, now);
    std::string text = "  last message ";
    text += health.last_heard ? format_corridor(*health.last_heard) : std::string{"never"};
    if (health.calls_api && !health.access) {
        text += "  not authorised";
    } else if (health.access) {
        const ConnectionAccess& access = *health.access;
        text += "  access=" + std::string{name(access.state)};
        if (access.state == AccessState::good && access.tokens.access_until) {
            text += " until " + format_corridor(*access.tokens.access_until);
        }
        text += access.reason.empty() ? "" : " (" + access.reason + ")";
    }
    for (const ConnectionAlert& alert : health.alerts) {
        text += "  ALERT " + std::string{name(alert.kind)} + ": " + alert.detail;
    }
    return text;
}

} // namespace

AdminResult add_connection(const AdminOptions& options, const AdminContext& context) {
    auto settings = settings_from(options);
    if (!settings) {
        return Failure{in_words(std::move(settings).error())};
    }
    const NewConnection asked{
        .tenant = TenantId{options.tenant},
        .platform = options.platform,
        .id = options.id,
        .party = PartyId{options.party},
        .secret = options.secret,
        .settings = std::move(*settings),
        .app = options.app,
        .shop = options.shop,
        .by_host = true,
    };
    const Instant now = context.clock.business();
    const auto planned = plan_connection(asked, context.profiles, context.entropy, now);
    if (!planned) {
        return Failure{in_words(planned.error())};
    }
    const auto created = context.store.write([&](Tx& tx) -> Result<Connection> {
        return gateway::add_connection(tx, *planned, context.vault);
    });
    if (!created) {
        return Failure{in_words(created.error())};
    }
    std::string out = created->id.text() + "\n" + hook_path(*created);
    if (!planned->made_secret.empty()) {
        out += "\n" + planned->made_secret;
    }
    const adapters::Profile* profile = context.profiles.find(options.platform);
    return profile == nullptr ? out : out + connection_notes(*profile, *planned);
}

AdminResult list_connections(const AdminOptions& options, const AdminContext& context) {
    const Instant now = context.clock.business();
    return context.store.read([&](Tx& tx) -> AdminResult {
        if (!tenancy::find_tenant(tx, TenantId{options.tenant})) {
            return fail(ErrorCode::not_found, "there is no tenant " + options.tenant);
        }
        std::string out;
        for (const Connection& connection :
             connections::list(tx, TenantId{options.tenant}, context.vault)) {
            out += (out.empty() ? "" : "\n") + line_of(connection, now);
            out += health_words(tx, connection, context.vault, now);
        }
        return out;
    });
}

AdminResult list_inbox(const AdminOptions& options, const AdminContext& context) {
    return context.store.read([&](Tx& tx) -> AdminResult {
        const TenantId tenant{options.tenant};
        if (!tenancy::find_tenant(tx, tenant)) {
            return fail(ErrorCode::not_found, "there is no tenant " + options.tenant);
        }
        const int parked_max = options.state.empty() ? kInboxLinesMax : 0;
        std::string out;
        for (const SetAside& item : inbox::set_aside(tx, tenant, options.state, kInboxLinesMax)) {
            out += (out.empty() ? "" : "\n") + item.id.text() + "  " + item.connection.text() +
                   "  " + format_corridor(item.received_at) + "  " + item.state + "  " +
                   item.reason;
        }
        for (const ParkedFetch& fetch : order_fetches::parked(tx, tenant, parked_max)) {
            out += (out.empty() ? "" : "\n") + fetch.external_id + "  " + fetch.connection.text() +
                   "  " + format_corridor(fetch.asked_at) + "  not fetched  " + fetch.reason;
        }
        return out;
    });
}

AdminResult pause_connection(const AdminOptions& options, const AdminContext& context) {
    const auto done = context.store.write([&](Tx& tx) {
        return connections::set_paused(tx, ConnectionId{options.id}, !options.resume);
    });
    if (!done) {
        return Failure{done.error()};
    }
    return done->text();
}

AdminResult rotate_connection(const AdminOptions& options, const AdminContext& context) {
    const std::string secret =
        options.secret.empty() ? make_secret(context.entropy) : options.secret;
    const Instant until = context.clock.business() + Seconds{options.grace_s};
    const SealNonce nonce = make_nonce(context.entropy);
    const auto done = context.store.write([&](Tx& tx) -> Result<ConnectionId> {
        const ConnectionId id{options.id};
        if (const auto connection = connections::find(tx, id, context.vault)) {
            if (!connection->app.empty()) {
                return fail_field(
                    "id", "bad_value", "its secret is its app's: rotate " + connection->app.text()
                );
            }
            const auto* profile = context.profiles.find(connection->platform.text());
            if (profile == nullptr) {
                return refuse_platform(connection->platform.text(), context.profiles);
            }
            if (auto checked = check_next_secret(*profile, options.secret); !checked) {
                return Failure{in_words(std::move(checked).error())};
            }
        }
        auto rotated = connections::rotate(tx, id, Secret{secret}, until, context.vault, nonce);
        if (rotated) {
            retry_calls(tx, id);
        }
        return rotated;
    });
    if (!done) {
        return Failure{done.error()};
    }
    return options.secret.empty() ? secret : done->text();
}

} // namespace route9::gateway
