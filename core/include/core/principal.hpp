// SPDX-License-Identifier: Apache-2.0
// Who acts. A tenant is one fulfilment business; inside it a party is a seller, carrier,
// marketplace, broker or warehouse site. A key binds (tenant, role, party); what belongs to another
// tenant or party answers like something that does not exist. A person who has signed in acts with
// role and party as a key does, and is named.
#pragma once

#include "core/names.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace route9 {

enum class Role : std::uint8_t {
    seller,
    carrier,
    marketplace,
    broker,
    warehouse,
    finance,
    operator_
};

enum class Scope : std::uint16_t {
    orders_read = 1 << 0,
    orders_write = 1 << 1,
    stock_read = 1 << 2,
    stock_write = 1 << 3,
    shipments_read = 1 << 4,
    shipments_write = 1 << 5,
    manifests_read = 1 << 6,
    manifests_write = 1 << 7,
    money_read = 1 << 8,
    money_write = 1 << 9,
    webhooks_read = 1 << 10,
    webhooks_write = 1 << 11,
    admin = 1 << 12,
};

class Scopes {
public:
    constexpr Scopes() = default;
    explicit constexpr Scopes(std::uint16_t bits) : bits_(bits) {}

    constexpr bool has(Scope scope) const {
        return (bits_ & static_cast<std::uint16_t>(scope)) != 0;
    }
    constexpr Scopes with(Scope scope) const {
        return Scopes{static_cast<std::uint16_t>(bits_ | static_cast<std::uint16_t>(scope))};
    }
    constexpr std::uint16_t bits() const { return bits_; }

    friend constexpr bool operator==(const Scopes&, const Scopes&) = default;

private:
    std::uint16_t bits_ = 0;
};

std::string_view name(Role role) noexcept;
std::optional<Role> parse_role(std::string_view text) noexcept;
std::string_view name(Scope scope) noexcept; // "orders:read"
std::optional<Scope> parse_scope(std::string_view text) noexcept;
/// All that a role may hold; a key never has more.
Scopes scopes_of(Role role) noexcept;

/// `party` is empty for roles that act for the whole tenant (operator, finance).
struct Principal {
    TenantId tenant;
    Role role = Role::seller;
    PartyId party;
    Scopes scopes;
    KeyId key; // of a machine; empty for a person
    bool test = false;
    /// The person, and by which of their sessions.
    std::optional<UserId> user{};
    std::optional<SessionId> session{};
};

} // namespace route9
