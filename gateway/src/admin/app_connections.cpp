// SPDX-License-Identifier: Apache-2.0
#include "admin/connection_checks.hpp"
#include "admin/connection_words.hpp"
#include "core/limits.hpp"
#include "core/tenancy.hpp"

#include <utility>

namespace route9::gateway {
namespace {

/// What the words say of a shop, and of its app where that is new.
struct Words {
    Connection app;
    Connection shop;
    bool has_secret = false;
};

Result<void> check_words(const AdminOptions& options, const adapters::Profile& profile) {
    if (profile.route != adapters::HookRoute::app) {
        return fail_field(
            "--app", "bad_value", profile.platform + " has an address for every shop: leave it out"
        );
    }
    if (options.shop.empty() || options.shop.size() > limits::foreign_id_bytes_max) {
        return fail_field(
            "--shop", "required", "give what " + profile.platform + " calls the shop in its pushes"
        );
    }
    return {};
}

Result<Words> read_words(
    const AdminOptions& options, const AdminContext& context, const adapters::Profile& profile
) {
    if (auto checked = check_words(options, profile); !checked) {
        return Failure{std::move(checked).error()};
    }
    const auto app = check_given_id("--app", options.app);
    if (!app) {
        return Failure{app.error()};
    }
    const auto id = connection_id(options, context);
    if (!id) {
        return Failure{id.error()};
    }
    auto settings = settings_from(options, profile);
    if (!settings) {
        return Failure{std::move(settings).error()};
    }
    settings->erase(profile.shop_setting); // the shop's connection has it
    if (auto checked = check_settings(profile, *settings); !checked) {
        return Failure{std::move(checked).error()};
    }
    if (auto checked = check_secret(options.platform, options.secret); !checked) {
        return Failure{std::move(checked).error()};
    }
    Words words;
    words.has_secret = !options.secret.empty();
    words.app.id = ConnectionId{*app};
    for (const std::string& name : profile.api_shop_settings) {
        words.shop.settings.insert(settings->extract(name)); // nothing where it is not given
    }
    words.app.settings = std::move(*settings);
    words.app.secrets = {{Secret{std::string_view{options.secret}}, std::nullopt}};
    words.shop.id = *id;
    words.shop.app = words.app.id;
    words.shop.shop = options.shop;
    for (Connection* connection : {&words.app, &words.shop}) {
        connection->tenant = TenantId{options.tenant};
        connection->platform = PlatformName{options.platform};
        connection->created_at = context.clock.business();
    }
    return words;
}

/// The app is there already, or is made by these words.
Result<void> have_app(Tx& tx, const Words& words, const Vault& vault, const SealNonce& nonce) {
    const auto known = connections::find(tx, words.app.id, vault);
    if (!known) {
        if (!words.has_secret) {
            return fail_field(
                "--secret", "required", "give the secret of the app " + words.app.id.text()
            );
        }
        const auto made = connections::create(tx, words.app, vault, nonce);
        return made ? Result<void>{} : Failure{made.error()};
    }
    if (!known->is_app() || known->platform != words.app.platform) {
        return fail_field(
            "--app", "bad_value", known->id.text() + " is no app of " + words.app.platform.text()
        );
    }
    if (words.has_secret || !words.app.settings.empty()) {
        return fail_field(
            words.has_secret ? "--secret" : "--set",
            "conflict",
            "the app " + known->id.text() + " is there already, with its secret and settings; " +
                "connections rotate changes its secret"
        );
    }
    return {};
}

} // namespace

AdminResult add_shop_of_app(
    const AdminOptions& options, const AdminContext& context, const adapters::Profile& profile
) {
    auto words = read_words(options, context, profile);
    if (!words) {
        return Failure{std::move(words).error()};
    }
    const SealNonce app_nonce = make_nonce(context.entropy);
    const SealNonce shop_nonce = make_nonce(context.entropy);
    const auto created = context.store.write([&](Tx& tx) -> Result<ConnectionId> {
        auto seller = party_of(tx, words->shop.tenant, PartyId{options.party}, PartyKind::seller);
        if (!seller) {
            return Failure{std::move(seller).error()};
        }
        words->shop.party = std::move(*seller);
        if (auto app = have_app(tx, *words, context.vault, app_nonce); !app) {
            return Failure{std::move(app).error()};
        }
        return connections::create(tx, words->shop, context.vault, shop_nonce);
    });
    if (!created) {
        return Failure{created.error()};
    }
    const std::string path = "/v1/hooks/" + options.platform + "/" + words->app.id.text();
    return created->text() + "\n" + path + connection_notes(profile, false);
}

} // namespace route9::gateway
