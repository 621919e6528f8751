// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/shop_api.hpp"
#include "admin/admin_options.hpp"
#include "admin/connection_checks.hpp"
#include "admin/connection_words.hpp"
#include "core/tenancy.hpp"
#include "gateway/channels/connection_access.hpp"
#include "gateway/channels/order_fetches.hpp"
#include "gateway/intake/connection.hpp"
#include "gateway/intake/inbox.hpp"

#include <utility>

namespace route9::gateway {
namespace {

constexpr int kInboxLinesMax = 200;

std::string line_of(const Connection& connection) {
    std::string line = connection.id.text() + "  " + connection.platform.text();
    line += "  " + (connection.is_app() ? std::string{"(app)"} : connection.party.text());
    if (connection.app.empty()) {
        line += "  " + std::to_string(connection.secrets.size()) + " secret(s)";
    } else {
        line += "  app=" + connection.app.text() + "  shop=" + connection.shop;
    }
    for (const auto& [name, value] : connection.settings) {
        line.append("  ").append(name).append("=");
        const bool hidden = name == "verify_token" || value.contains('\n');
        line += hidden ? std::string_view{"(set)"} : std::string_view{value};
    }
    return connection.paused ? line + "  paused" : line;
}

/// Of a shop whose orders are asked for; never a token.
std::string access_of(Tx& tx, const Connection& connection, const Vault& vault) {
    if (connection.is_app() || adapters::find_shop_api(connection.platform.text()) == nullptr) {
        return {};
    }
    const auto access = accesses::find(tx, connection.id, vault);
    if (!access) {
        return "  not authorised";
    }
    std::string text = "  access=" + std::string{name(access->state)};
    if (access->state == AccessState::good && access->tokens.access_until) {
        text += " until " + format_corridor(*access->tokens.access_until);
    }
    return access->reason.empty() ? text : text + " (" + access->reason + ")";
}

} // namespace

AdminResult add_connection(const AdminOptions& options, const AdminContext& context) {
    const adapters::Profile* profile = context.profiles.find(options.platform);
    if (profile == nullptr) {
        return refuse_platform(options.platform);
    }
    if (!options.app.empty()) {
        return add_shop_of_app(options, context, *profile);
    }
    const Instant now = context.clock.business();
    const auto id = connection_id(options, context);
    if (!id) {
        return Failure{id.error()};
    }
    auto settings = settings_from(options, *profile);
    if (!settings) {
        return Failure{settings.error()};
    }
    if (auto checked = check_settings(*profile, *settings); !checked) {
        return Failure{std::move(checked).error()};
    }
    if (auto checked = check_secret(options.platform, options.secret); !checked) {
        return Failure{std::move(checked).error()};
    }
    const std::string secret =
        options.secret.empty() ? make_secret(context.entropy) : options.secret;
    Connection connection{
        .tenant = TenantId{options.tenant},
        .id = *id,
        .platform = PlatformName{options.platform},
        .party = {},
        .secrets = {{Secret{secret}, std::nullopt}},
        .settings = std::move(*settings),
        .paused = false,
        .created_at = now,
    };
    const SealNonce nonce = make_nonce(context.entropy);
    const auto created = context.store.write([&](Tx& tx) -> Result<ConnectionId> {
        const auto kind = profile->parcel_statuses.empty() ? PartyKind::seller : PartyKind::carrier;
        auto party = party_of(tx, connection.tenant, PartyId{options.party}, kind);
        if (!party) {
            return Failure{std::move(party).error()};
        }
        connection.party = std::move(*party);
        return connections::create(tx, connection, context.vault, nonce);
    });
    if (!created) {
        return Failure{created.error()};
    }
    const std::string path = "/v1/hooks/" + options.platform + "/" + created->text();
    std::string out = created->text() + "\n" + path;
    const bool needs_none = profile->signature.scheme == adapters::SignatureScheme::rsa;
    out += options.secret.empty() && !needs_none ? "\n" + secret : "";
    out += connection_notes(*profile, options.secret.empty());
    return out;
}

AdminResult list_connections(const AdminOptions& options, const AdminContext& context) {
    return context.store.read([&](Tx& tx) -> AdminResult {
        if (!tenancy::find_tenant(tx, TenantId{options.tenant})) {
            return fail(ErrorCode::not_found, "there is no tenant " + options.tenant);
        }
        std::string out;
        for (const Connection& connection :
             connections::list(tx, TenantId{options.tenant}, context.vault)) {
            out += (out.empty() ? "" : "\n") + line_of(connection);
            out += access_of(tx, connection, context.vault);
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
            if (auto checked = check_secret(connection->platform.text(), options.secret);
                !checked) {
                return Failure{std::move(checked).error()};
            }
        }
        return connections::rotate(tx, id, Secret{secret}, until, context.vault, nonce);
    });
    if (!done) {
        return Failure{done.error()};
    }
    return options.secret.empty() ? secret : done->text();
}

} // namespace route9::gateway
