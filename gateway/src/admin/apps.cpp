// SPDX-License-Identifier: Apache-2.0
#include "admin/admin_options.hpp"
#include "admin/connection_words.hpp"
#include "core/tenancy.hpp"
#include "gateway/intake/connection_checks.hpp"
#include "gateway/intake/new_connection.hpp"

#include <utility>

namespace route9::gateway {
namespace {

constexpr const char* kPublicUrl = "public_url";

/// Whoever runs one business need not name it.
Result<TenantId> tenant_of(Tx& tx, const std::string& given) {
    if (!given.empty()) {
        return TenantId{given};
    }
    const auto all = tenancy::all_tenants(tx);
    return all.size() == 1
               ? Result<TenantId>{all.front().id}
               : fail_field("--tenant", "required", "name the tenant that adds the app");
}

} // namespace

AdminResult add_app(const AdminOptions& options, const AdminContext& context) {
    auto settings = settings_from(options);
    if (!settings) {
        return Failure{in_words(std::move(settings).error())};
    }
    if (!options.public_url.starts_with("https://")) {
        return fail_field(
            "--public-url",
            "bad_value",
            "give the address that the platform calls, from https:// on"
        );
    }
    const auto* profile = context.profiles.find(options.platform);
    if (profile != nullptr && signs_public_url(*profile)) { // to the others it is only an address
        settings->insert_or_assign(kPublicUrl, options.public_url);
    }
    const NewConnection asked{
        .tenant = {},
        .platform = options.platform,
        .id = options.id,
        .party = {},
        .secret = options.secret,
        .settings = std::move(*settings),
        .app = {},
        .shop = {},
        .by_host = true,
    };
    const Instant now = context.clock.business();
    auto planned = plan_app(asked, context.profiles, context.entropy, now);
    if (!planned) {
        return Failure{in_words(std::move(planned).error())};
    }
    const auto created = context.store.write([&](Tx& tx) -> Result<ConnectionId> {
        auto tenant = tenant_of(tx, options.tenant);
        if (!tenant) {
            return Failure{std::move(tenant).error()};
        }
        Connection app = planned->connection;
        app.tenant = std::move(*tenant);
        return connections::create(tx, app, context.vault, planned->nonce);
    });
    if (!created) {
        return Failure{in_words(created.error())};
    }
    return created->text() + "\n" + hook_path(planned->connection);
}

} // namespace route9::gateway
