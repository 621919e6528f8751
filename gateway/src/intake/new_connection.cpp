// SPDX-License-Identifier: Apache-2.0
#include "gateway/intake/new_connection.hpp"

#include "core/limits.hpp"
#include "gateway/intake/connection_checks.hpp"

#include <utility>

namespace route9::gateway {
namespace {

constexpr const char* kBaseUrl = "base_url";

/// As given, or made.
Result<ConnectionId> id_of(const NewConnection& asked, Entropy& entropy, Instant now) {
    std::string text = asked.id;
    if (text.empty()) {
        const auto made = make_id_bytes(now, entropy);
        text = "con-" + format_id("c", made).substr(2);
    }
    auto id = check_given_id("/id", text);
    if (!id) {
        return Failure{std::move(id).error()};
    }
    return ConnectionId{*id};
}

Result<void> check_has_apps(const adapters::Profile& profile, const char* pointer) {
    if (profile.route != adapters::HookRoute::app) {
        return fail_field(
            pointer, "bad_value", profile.platform + " has an address for every shop: leave it out"
        );
    }
    return {};
}

Result<void> check_shop_of_app(const NewConnection& asked, const adapters::Profile& profile) {
    if (auto has_apps = check_has_apps(profile, "/app"); !has_apps) {
        return has_apps;
    }
    if (asked.shop.empty() || asked.shop.size() > limits::foreign_id_bytes_max) {
        return fail_field(
            "/shop", "required", "give what " + profile.platform + " calls the shop in its pushes"
        );
    }
    const auto app = check_given_id("/app", asked.app);
    return app ? Result<void>{} : Failure{app.error()};
}

/// The app has the secret and the settings but for those of each shop.
void divide(
    PlannedConnection& planned, const NewConnection& asked, const adapters::Profile& profile
) {
    Connection app = planned.connection;
    Connection& shop = planned.connection;
    app.id = ConnectionId{asked.app};
    shop.app = app.id;
    shop.shop = asked.shop;
    shop.secrets.clear();
    shop.settings.clear();
    for (const std::string& name : profile.api_shop_settings) {
        shop.settings.insert(app.settings.extract(name)); // nothing where it is not given
    }
    planned.app = std::move(app);
}

/// The app is there already, or is made by what was asked for.
Result<void> have_app(Tx& tx, const PlannedConnection& planned, const Vault& vault) {
    const Connection& app = *planned.app;
    const auto known = connections::find(tx, app.id, vault);
    if (!known) {
        if (!planned.secret_given) {
            return fail_field("/secret", "required", "give the secret of the app " + app.id.text());
        }
        const auto made = connections::create(tx, app, vault, planned.app_nonce);
        return made ? Result<void>{} : Failure{made.error()};
    }
    if (!planned.by_host && known->tenant != app.tenant) { // like an id that is taken
        return fail(ErrorCode::already_exists, "a connection with this id exists");
    }
    if (!known->is_app() || known->platform != app.platform) {
        return fail_field(
            "/app", "bad_value", known->id.text() + " is no app of " + app.platform.text()
        );
    }
    if (planned.secret_given || !app.settings.empty()) {
        return fail_field(
            planned.secret_given ? "/secret" : "/settings",
            "conflict",
            "the app " + known->id.text() + " is there already, with its secret and settings; " +
                "rotating the app changes its secret"
        );
    }
    return {};
}

/// Whose orders or parcels these are. Without a name the tenant's only party of that kind.
Result<PartyId> party_of(Tx& tx, const PlannedConnection& planned) {
    const TenantId& tenant = planned.connection.tenant;
    const PartyId& given = planned.connection.party;
    const std::string wanted = planned.kind == PartyKind::carrier
                                   ? "name the carrier whose parcels it tells of"
                                   : "name the seller whose orders these are";
    if (given.empty()) {
        const auto all = tenancy::parties_of(tx, tenant, planned.kind);
        return all.size() == 1 ? Result<PartyId>{all.front().id}
                               : fail_field("/party", "required", wanted);
    }
    const auto party = tenancy::find_party(tx, tenant, given);
    if (party && party->kind != planned.kind) {
        return fail_field(
            "/party",
            "bad_value",
            given.text() + " is a " + std::string{name(party->kind)} + "; " + wanted
        );
    }
    return given;
}

} // namespace

Result<PlannedConnection> plan_connection(
    const NewConnection& asked,
    const adapters::ProfileTable& profiles,
    Entropy& entropy,
    Instant now
) {
    const adapters::Profile* profile = profiles.find(asked.platform);
    if (profile == nullptr) {
        return refuse_platform(asked.platform, profiles);
    }
    if (!asked.app.empty()) {
        if (auto checked = check_shop_of_app(asked, *profile); !checked) {
            return Failure{std::move(checked).error()};
        }
    }
    auto id = id_of(asked, entropy, now);
    if (!id) {
        return Failure{std::move(id).error()};
    }
    auto settings = asked.settings;
    if (asked.app.empty() && !asked.shop.empty()) {
        settings[profile->shop_setting] = asked.shop;
    }
    if (auto checked = check_settings(*profile, settings); !checked) {
        return Failure{std::move(checked).error()};
    }
    if (auto checked = check_secret(asked.platform, asked.secret); !checked) {
        return Failure{std::move(checked).error()};
    }
    if (!asked.by_host && settings.contains(kBaseUrl)) {
        return fail_field(
            std::string{"/settings/"} + kBaseUrl,
            "forbidden",
            "leave it out: who runs the machine sets it, for rehearsals, by route9 connections add"
        );
    }
    PlannedConnection planned;
    planned.by_host = asked.by_host;
    planned.kind = profile->parcel_words.empty() ? PartyKind::seller : PartyKind::carrier;
    planned.secret_given = !asked.secret.empty();
    planned.made_secret = planned.secret_given ? std::string{} : make_secret(entropy);
    planned.nonce = make_nonce(entropy);
    planned.app_nonce = make_nonce(entropy);
    const std::string& secret = planned.secret_given ? asked.secret : planned.made_secret;
    Connection& connection = planned.connection;
    connection.tenant = asked.tenant;
    connection.id = *id;
    connection.platform = PlatformName{asked.platform};
    connection.secrets = {{Secret{std::string_view{secret}}, std::nullopt}};
    connection.settings = std::move(settings);
    connection.created_at = now;
    if (!asked.app.empty()) {
        divide(planned, asked, *profile);
    }
    connection.party = asked.party;
    if (profile->signature.scheme == adapters::SignatureScheme::rsa || planned.app) {
        planned.made_secret.clear(); // nothing signs with it
    }
    return planned;
}

Result<PlannedConnection> plan_app(
    const NewConnection& asked,
    const adapters::ProfileTable& profiles,
    Entropy& entropy,
    Instant now
) {
    const adapters::Profile* profile = profiles.find(asked.platform);
    if (profile != nullptr) {
        if (auto has_apps = check_has_apps(*profile, "/platform"); !has_apps) {
            return Failure{std::move(has_apps).error()};
        }
    }
    if (asked.id.empty() || asked.secret.empty()) {
        return fail_field(
            asked.id.empty() ? "/id" : "/secret", "required", "give the app an id and its secret"
        );
    }
    NewConnection app = asked;
    app.party = {};
    app.app.clear();
    app.shop.clear();
    return plan_connection(app, profiles, entropy, now);
}

Result<Connection> add_connection(Tx& tx, const PlannedConnection& planned, const Vault& vault) {
    auto party = party_of(tx, planned);
    if (!party) {
        return Failure{std::move(party).error()};
    }
    if (planned.app) {
        if (auto app = have_app(tx, planned, vault); !app) {
            return Failure{std::move(app).error()};
        }
    }
    Connection connection = planned.connection;
    connection.party = std::move(*party);
    if (auto created = connections::create(tx, connection, vault, planned.nonce); !created) {
        return Failure{std::move(created).error()};
    }
    return connection;
}

std::string hook_path(const Connection& connection) {
    const ConnectionId& at = connection.app.empty() ? connection.id : connection.app;
    return "/v1/hooks/" + connection.platform.text() + "/" + at.text();
}

} // namespace route9::gateway
