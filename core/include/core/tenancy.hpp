// SPDX-License-Identifier: Apache-2.0
// Tenants and parties as the store keeps them. A tenant brings two wrapped keys: one for blind
// indexes, one Ed25519 seed that seals its manifests. Ids are given by the operator.
#pragma once

#include "core/crypto.hpp"
#include "core/names.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "core/vault.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9 {

struct Tenant {
    TenantId id;
    std::string name;
    WrappedKey index_key;
    WrappedKey signing_key;
    PublicKey signing_public{};
    Instant created_at{};
};

enum class PartyKind : std::uint8_t { seller, carrier, marketplace, broker, warehouse };

std::string_view name(PartyKind kind) noexcept;
std::optional<PartyKind> parse_party_kind(std::string_view text) noexcept;

struct Party {
    TenantId tenant;
    PartyId id;
    PartyKind kind = PartyKind::seller;
    std::string name;
    Instant created_at{};
};

/// 1 to 64 of a–z, 0–9, '-', '_' and '.', beginning with a letter or digit. Error names the rule.
Result<std::string> check_given_id(std::string_view pointer, std::string_view text);

namespace tenancy {

/// A tenant with fresh keys, not stored yet. Error: validation_failed.
Result<Tenant> prepare_tenant(
    std::string_view id, std::string_view name, const Vault& vault, Entropy& entropy, Instant now
);
/// Errors: already_exists.
Result<Tenant> create_tenant(Tx& tx, const Tenant& tenant);
std::optional<Tenant> find_tenant(Tx& tx, const TenantId& id);
std::vector<Tenant> all_tenants(Tx& tx);

/// Errors: not_found (tenant), already_exists.
Result<Party> create_party(Tx& tx, const Party& party);
std::optional<Party> find_party(Tx& tx, const TenantId& tenant, const PartyId& id);
std::vector<Party> parties_of(Tx& tx, const TenantId& tenant, PartyKind kind);

/// The contexts that bind a tenant's wrapped keys to their place.
std::string index_key_context(const TenantId& tenant);
std::string signing_key_context(const TenantId& tenant);

} // namespace tenancy
} // namespace route9
