// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/seller_policy.hpp"

#include <string>
#include <string_view>

namespace route9::fulfillment::seller_policies {
namespace {

constexpr Statement kPut{
    "seller_policy.put",
    "INSERT INTO seller_policy (tenant_id, seller_id, policy, version, updated_at)"
    " VALUES ($1, $2, $3, $4, $5)"
    " ON CONFLICT (tenant_id, seller_id) DO UPDATE SET policy = excluded.policy,"
    " version = excluded.version, updated_at = excluded.updated_at"
};
constexpr Statement kFind{
    "seller_policy.find",
    "SELECT policy, version, updated_at FROM seller_policy WHERE tenant_id = $1 AND seller_id = $2"
};

} // namespace

SellerPolicy put(Tx& tx, SellerPolicy policy) {
    const SellerPolicy stored =
        read(ask(tx, policy.tenant, policy.seller), policy.tenant, policy.seller);
    policy.version = stored.version + 1;
    tx.execute(
        kPut, policy.tenant, policy.seller, name(policy.policy), policy.version, policy.updated_at
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
    }
    return found;
}

} // namespace route9::fulfillment::seller_policies
