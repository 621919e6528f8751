// SPDX-License-Identifier: Apache-2.0
#include "core/principal.hpp"

#include "core/assert.hpp"

#include <utility>

namespace route9 {
namespace {

using enum Scope;

constexpr std::array<std::pair<Scope, std::string_view>, 13> scope_names{{
    {orders_read, "orders:read"},
    {orders_write, "orders:write"},
    {stock_read, "stock:read"},
    {stock_write, "stock:write"},
    {shipments_read, "shipments:read"},
    {shipments_write, "shipments:write"},
    {manifests_read, "manifests:read"},
    {manifests_write, "manifests:write"},
    {money_read, "money:read"},
    {money_write, "money:write"},
    {webhooks_read, "webhooks:read"},
    {webhooks_write, "webhooks:write"},
    {admin, "admin"},
}};

template <class... Parts>
constexpr Scopes all_of(Parts... parts) {
    Scopes scopes;
    ((scopes = scopes.with(parts)), ...);
    return scopes;
}

struct RoleRow {
    Role role;
    std::string_view name;
    Scopes scopes;
};

constexpr std::array<RoleRow, 7> roles{{
    {Role::seller,
     "seller",
     all_of(
         orders_read,
         orders_write,
         stock_read,
         stock_write,
         shipments_read,
         money_read,
         webhooks_read,
         webhooks_write
     )},
    {Role::carrier,
     "carrier",
     all_of(manifests_read, manifests_write, shipments_read, shipments_write)},
    {Role::marketplace,
     "marketplace",
     all_of(orders_read, orders_write, shipments_read, webhooks_read, webhooks_write)},
    {Role::broker, "broker", all_of(shipments_read)},
    {Role::warehouse,
     "warehouse",
     all_of(stock_read, stock_write, shipments_read, shipments_write, orders_read, manifests_read)},
    {Role::finance, "finance", all_of(money_read, money_write, orders_read, shipments_read)},
    {Role::operator_,
     "operator",
     all_of(
         orders_read,
         orders_write,
         stock_read,
         stock_write,
         shipments_read,
         shipments_write,
         manifests_read,
         manifests_write,
         money_read,
         money_write,
         webhooks_read,
         webhooks_write,
         admin
     )},
}};

const RoleRow& row_of(Role role) noexcept {
    const auto index = static_cast<std::size_t>(role);
    ROUTE9_ASSERT(index < roles.size());
    return roles[index];
}

} // namespace

std::string_view name(Role role) noexcept {
    return row_of(role).name;
}

std::optional<Role> parse_role(std::string_view text) noexcept {
    for (const RoleRow& row : roles) {
        if (row.name == text) {
            return row.role;
        }
    }
    return std::nullopt;
}

std::string_view name(Scope scope) noexcept {
    for (const auto& [known, text] : scope_names) {
        if (known == scope) {
            return text;
        }
    }
    return {};
}

std::optional<Scope> parse_scope(std::string_view text) noexcept {
    for (const auto& [scope, known] : scope_names) {
        if (known == text) {
            return scope;
        }
    }
    return std::nullopt;
}

Scopes scopes_of(Role role) noexcept {
    return row_of(role).scopes;
}

} // namespace route9
