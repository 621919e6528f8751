// SPDX-License-Identifier: Apache-2.0
#include "core/tenancy.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace route9 {
namespace {

constexpr std::size_t kGivenIdBytesMax = 64;

constexpr std::array<std::pair<PartyKind, std::string_view>, 5> kKinds{{
    {PartyKind::seller, "seller"},
    {PartyKind::carrier, "carrier"},
    {PartyKind::marketplace, "marketplace"},
    {PartyKind::broker, "broker"},
    {PartyKind::warehouse, "warehouse"},
}};

constexpr Statement kInsertTenant{
    "tenant.insert",
    "INSERT INTO tenant (tenant_id, name, index_key, signing_key, signing_public, created_at)"
    " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING"
};
constexpr Statement kFindTenant{
    "tenant.find",
    "SELECT tenant_id, name, index_key, signing_key, signing_public, created_at FROM tenant"
    " WHERE tenant_id = $1"
};
constexpr Statement kAllTenants{
    "tenant.all",
    "SELECT tenant_id, name, index_key, signing_key, signing_public, created_at FROM tenant"
    " ORDER BY tenant_id"
};
constexpr Statement kInsertParty{
    "party.insert",
    "INSERT INTO party (tenant_id, party_id, kind, name, created_at) VALUES ($1, $2, $3, $4, $5)"
    " ON CONFLICT DO NOTHING"
};
constexpr Statement kFindParty{
    "party.find",
    "SELECT tenant_id, party_id, kind, name, created_at FROM party"
    " WHERE tenant_id = $1 AND party_id = $2"
};
constexpr Statement kPartiesOfKind{
    "party.of_kind",
    "SELECT tenant_id, party_id, kind, name, created_at FROM party"
    " WHERE tenant_id = $1 AND kind = $2 ORDER BY party_id"
};

bool is_given_id_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

Bytes copy(ByteView bytes) {
    return Bytes{bytes.begin(), bytes.end()};
}

Tenant tenant_from(const Row& row) {
    Tenant tenant{
        .id = row.get<TenantId>(0),
        .name = row.get<std::string>(1),
        .index_key = copy(row.get<ByteView>(2)),
        .signing_key = copy(row.get<ByteView>(3)),
        .created_at = row.get<Instant>(5),
    };
    const ByteView public_key = row.get<ByteView>(4);
    std::ranges::copy(public_key, tenant.signing_public.begin());
    return tenant;
}

Party party_from(const Row& row) {
    return Party{
        .tenant = row.get<TenantId>(0),
        .id = row.get<PartyId>(1),
        .kind = parse_party_kind(row.get<std::string_view>(2)).value_or(PartyKind::seller),
        .name = row.get<std::string>(3),
        .created_at = row.get<Instant>(4),
    };
}

} // namespace

std::string_view name(PartyKind kind) noexcept {
    const auto found =
        std::ranges::find(kKinds, kind, &std::pair<PartyKind, std::string_view>::first);
    return found->second;
}

std::optional<PartyKind> parse_party_kind(std::string_view text) noexcept {
    for (const auto& [kind, word] : kKinds) {
        if (word == text) {
            return kind;
        }
    }
    return std::nullopt;
}

Result<std::string> check_given_id(std::string_view pointer, std::string_view text) {
    const bool first_fits =
        !text.empty() && text.front() != '-' && text.front() != '_' && text.front() != '.';
    if (!first_fits || text.size() > kGivenIdBytesMax ||
        !std::ranges::all_of(text, is_given_id_character)) {
        return fail_field(
            std::string{pointer},
            "bad_id",
            "use 1 to 64 of a-z, 0-9, '-', '_' and '.', beginning with a letter or digit"
        );
    }
    return std::string{text};
}

namespace tenancy {

std::string index_key_context(const TenantId& tenant) {
    return "tenant/index/" + tenant.text();
}
std::string signing_key_context(const TenantId& tenant) {
    return "tenant/sign/" + tenant.text();
}

Result<Tenant> prepare_tenant(
    std::string_view id, std::string_view name, const Vault& vault, Entropy& entropy, Instant now
) {
    auto checked = check_given_id("/id", id);
    if (!checked) {
        return Failure{std::move(checked).error()};
    }
    if (name.empty()) {
        return fail_field("/name", "required", "give the tenant's name");
    }
    const TenantId tenant{*checked};
    DataKey index = vault.make_key(entropy, index_key_context(tenant));
    DataKey signing = vault.make_key(entropy, signing_key_context(tenant));
    return Tenant{
        .id = tenant,
        .name = std::string{name},
        .index_key = std::move(index.wrapped),
        .signing_key = std::move(signing.wrapped),
        .signing_public = ed25519_public_key(signing.key),
        .created_at = now,
    };
}

Result<Tenant> create_tenant(Tx& tx, const Tenant& tenant) {
    const std::int64_t created = tx.execute(
        kInsertTenant,
        tenant.id,
        tenant.name,
        ByteView{tenant.index_key},
        ByteView{tenant.signing_key},
        ByteView{tenant.signing_public},
        tenant.created_at
    );
    if (created == 0) {
        return fail(ErrorCode::already_exists, "a tenant with this id exists");
    }
    return tenant;
}

std::optional<Tenant> find_tenant(Tx& tx, const TenantId& id) {
    Rows rows = tx.query(kFindTenant, id);
    if (!rows.next()) {
        return std::nullopt;
    }
    return tenant_from(rows.row());
}

std::vector<Tenant> all_tenants(Tx& tx) {
    std::vector<Tenant> tenants;
    Rows rows = tx.query(kAllTenants);
    while (rows.next()) {
        tenants.push_back(tenant_from(rows.row()));
    }
    return tenants;
}

Result<Party> create_party(Tx& tx, const Party& party) {
    if (!find_tenant(tx, party.tenant)) {
        return fail(ErrorCode::not_found, "there is no tenant " + party.tenant.text());
    }
    const std::int64_t created = tx.execute(
        kInsertParty, party.tenant, party.id, name(party.kind), party.name, party.created_at
    );
    if (created == 0) {
        return fail(ErrorCode::already_exists, "a party with this id exists");
    }
    return party;
}

std::optional<Party> find_party(Tx& tx, const TenantId& tenant, const PartyId& id) {
    Rows rows = tx.query(kFindParty, tenant, id);
    if (!rows.next()) {
        return std::nullopt;
    }
    return party_from(rows.row());
}

std::vector<Party> parties_of(Tx& tx, const TenantId& tenant, PartyKind kind) {
    std::vector<Party> parties;
    Rows rows = tx.query(kPartiesOfKind, tenant, name(kind));
    while (rows.next()) {
        parties.push_back(party_from(rows.row()));
    }
    return parties;
}

} // namespace tenancy
} // namespace route9
