// SPDX-License-Identifier: Apache-2.0
#include "core/principal.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace route9 {
namespace {

using Names = std::set<std::string_view>;

std::vector<Scope> every_scope() {
    std::vector<Scope> scopes;
    for (int bit = 0; bit <= 12; ++bit) {
        scopes.push_back(static_cast<Scope>(1 << bit));
    }
    return scopes;
}

Names held_by(std::string_view role) {
    Names held;
    const Scopes scopes = scopes_of(parse_role(role).value());
    for (const Scope scope : every_scope()) {
        if (scopes.has(scope)) {
            held.insert(name(scope));
        }
    }
    return held;
}

TEST(Principal, GivesEachRoleItsScopes) {
    EXPECT_EQ(
        held_by("seller"),
        (Names{
            "orders:read",
            "orders:write",
            "stock:read",
            "stock:write",
            "shipments:read",
            "money:read",
            "webhooks:read",
            "webhooks:write"
        })
    );
    EXPECT_EQ(
        held_by("carrier"),
        (Names{"manifests:read", "manifests:write", "shipments:read", "shipments:write"})
    );
    EXPECT_EQ(
        held_by("marketplace"),
        (Names{"orders:read", "orders:write", "shipments:read", "webhooks:read", "webhooks:write"})
    );
    EXPECT_EQ(held_by("broker"), (Names{"shipments:read"}));
    EXPECT_EQ(
        held_by("warehouse"),
        (Names{
            "stock:read",
            "stock:write",
            "shipments:read",
            "shipments:write",
            "orders:read",
            "manifests:read"
        })
    );
    EXPECT_EQ(
        held_by("finance"), (Names{"money:read", "money:write", "orders:read", "shipments:read"})
    );
    EXPECT_EQ(
        held_by("operator"),
        (Names{
            "orders:read",
            "orders:write",
            "stock:read",
            "stock:write",
            "shipments:read",
            "shipments:write",
            "manifests:read",
            "manifests:write",
            "money:read",
            "money:write",
            "webhooks:read",
            "webhooks:write",
            "admin"
        })
    );
}

TEST(Principal, ReadsRolesAndScopesAsItWritesThem) {
    for (int i = 0; i <= static_cast<int>(Role::operator_); ++i) {
        const auto role = static_cast<Role>(i);
        EXPECT_EQ(parse_role(name(role)), role);
    }
    for (const Scope scope : every_scope()) {
        EXPECT_EQ(parse_scope(name(scope)), scope) << name(scope);
    }
    EXPECT_EQ(parse_role("operator_"), std::nullopt);
    EXPECT_EQ(parse_role(""), std::nullopt);
    EXPECT_EQ(parse_scope("orders:"), std::nullopt);
    EXPECT_EQ(parse_scope(""), std::nullopt);
}

} // namespace
} // namespace route9
