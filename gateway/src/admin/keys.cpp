// SPDX-License-Identifier: Apache-2.0
#include "admin/admin_options.hpp"
#include "core/api_key.hpp"
#include "core/tenancy.hpp"

#include <array>
#include <optional>
#include <utility>

namespace route9::gateway {
namespace {

constexpr std::array kScopes{
    Scope::orders_read,
    Scope::orders_write,
    Scope::stock_read,
    Scope::stock_write,
    Scope::shipments_read,
    Scope::shipments_write,
    Scope::manifests_read,
    Scope::manifests_write,
    Scope::money_read,
    Scope::money_write,
    Scope::webhooks_read,
    Scope::webhooks_write,
    Scope::admin,
};

Result<std::optional<Scopes>> scopes_from(const std::vector<std::string>& words) {
    if (words.empty()) {
        return std::optional<Scopes>{};
    }
    Scopes scopes;
    for (const std::string& word : words) {
        const auto scope = parse_scope(word);
        if (!scope) {
            return fail_field("/scopes", "unknown_value", "there is no scope " + word);
        }
        scopes = scopes.with(*scope);
    }
    return std::optional{scopes};
}

std::string line_of(const ApiKey& key) {
    std::string line = key.principal.key.text() + "  " + std::string{name(key.principal.role)};
    line += "  " + (key.principal.party.empty() ? std::string{"-"} : key.principal.party.text());
    std::string scopes;
    for (const Scope scope : kScopes) {
        if (key.principal.scopes.has(scope)) {
            scopes += (scopes.empty() ? "" : ",") + std::string{name(scope)};
        }
    }
    line += "  " + scopes + (key.principal.test ? "  test" : "  live");
    line += "  created " + format_corridor(key.created_at);
    return key.revoked_at ? line + "  revoked " + format_corridor(*key.revoked_at) : line;
}

} // namespace

AdminResult create_key(const AdminOptions& options, const AdminContext& context) {
    const auto role = parse_role(options.role);
    if (!role) {
        return fail_field(
            "/role",
            "unknown_value",
            "use seller, carrier, marketplace, broker, warehouse, finance or operator"
        );
    }
    const auto scopes = scopes_from(options.scopes);
    if (!scopes) {
        return Failure{scopes.error()};
    }
    const Principal principal{
        .tenant = TenantId{options.tenant},
        .role = *role,
        .party = PartyId{options.party},
        .scopes = {},
        .key = {},
        .test = options.test,
    };
    const auto made =
        api_keys::prepare(principal, *scopes, context.entropy, context.clock.business());
    if (!made) {
        return Failure{made.error()};
    }
    const auto stored = context.store.write([&](Tx& tx) -> Result<KeyId> {
        const auto party = tenancy::find_party(tx, principal.tenant, principal.party);
        if (party && name(party->kind) != name(*role)) {
            return fail_field(
                "--party",
                "bad_value",
                party->id.text() + " is a " + std::string{name(party->kind)} + ", not a " +
                    std::string{name(*role)}
            );
        }
        return api_keys::store(tx, made->record);
    });
    if (!stored) {
        return Failure{stored.error()};
    }
    return made->text;
}

AdminResult list_keys(const AdminOptions& options, const AdminContext& context) {
    return context.store.read([&](Tx& tx) -> AdminResult {
        if (!tenancy::find_tenant(tx, TenantId{options.tenant})) {
            return fail(ErrorCode::not_found, "there is no tenant " + options.tenant);
        }
        std::string out;
        for (const ApiKey& key : api_keys::list(tx, TenantId{options.tenant})) {
            out += (out.empty() ? "" : "\n") + line_of(key);
        }
        return out;
    });
}

AdminResult revoke_key(const AdminOptions& options, const AdminContext& context) {
    KeyId id;
    if (const auto by_id = KeyId::parse(options.id)) {
        id = *by_id;
    } else if (const auto presented = api_keys::read(options.id)) {
        id = presented->id;
    } else {
        return fail_field("/key", "bad_id", "give the key (r9_live_…) or its id (key_…)");
    }
    const Instant now = context.clock.business();
    const auto revoked = context.store.write([&](Tx& tx) { return api_keys::revoke(tx, id, now); });
    if (!revoked) {
        return Failure{revoked.error()};
    }
    return revoked->text();
}

} // namespace route9::gateway
