// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/seller_policy.hpp"

#include <string>
#include <string_view>

namespace route9::fulfillment {
namespace seller_policies {
namespace {

constexpr Statement kPut{
    "seller_policy.put",
    "INSERT INTO seller_policy (tenant_id, seller_id, policy, version, updated_at, returns)"
    " VALUES ($1, $2, $3, $4, $5, $6)"
    " ON CONFLICT (tenant_id, seller_id) DO UPDATE SET policy = excluded.policy,"
    " version = excluded.version, updated_at = excluded.updated_at, returns = excluded.returns"
};
constexpr Statement kFind{
    "seller_policy.find",
    "SELECT policy, version, updated_at, returns FROM seller_policy"
    " WHERE tenant_id = $1 AND seller_id = $2"
};

constexpr std::string_view kAutomatic = "automatic";
constexpr std::string_view kByHand = "by_hand";

} // namespace

SellerPolicy put(Tx& tx, SellerPolicy policy) {
    const SellerPolicy stored =
        read(ask(tx, policy.tenant, policy.seller), policy.tenant, policy.seller);
    policy.version = stored.version + 1;
    tx.execute(
        kPut,
        policy.tenant,
        policy.seller,
        name(policy.policy),
        policy.version,
        policy.updated_at,
        name(policy.returns)
    );
    return policy;
}

Rows ask(Tx& tx, const TenantId& tenant, const PartyId& seller) {
    return tx.query(kFind, tenant, seller);
}

SellerPolicy read(Rows asked, const TenantId& tenant, const PartyId& seller) {
    SellerPolicy found;
    found.tenant = tenant;
    found.seller = seller;
    if (asked.next()) {
        const Row row = asked.row();
        found.policy = parse_policy(row.get<std::string_view>(0)).value_or(Policy::promise);
        found.version = row.get<std::int64_t>(1);
        found.updated_at = row.get<Instant>(2);
        found.returns =
            parse_return_mode(row.get<std::string_view>(3)).value_or(ReturnMode::automatic);
    }
    return found;
}

} // namespace seller_policies

std::string_view name(ReturnMode mode) noexcept {
    return mode == ReturnMode::automatic ? seller_policies::kAutomatic : seller_policies::kByHand;
}

std::optional<ReturnMode> parse_return_mode(std::string_view text) noexcept {
    if (text == seller_policies::kAutomatic) {
        return ReturnMode::automatic;
    }
    return text == seller_policies::kByHand ? std::optional{ReturnMode::by_hand} : std::nullopt;
}

} // namespace route9::fulfillment
