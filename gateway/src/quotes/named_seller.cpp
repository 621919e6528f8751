// SPDX-License-Identifier: Apache-2.0
#include "quotes/named_seller.hpp"

#include "core/tenancy.hpp"

#include <string>

namespace route9::gateway {

Result<PartyId> named_seller(const http::Request& request) {
    if (!acts_for_sellers(*request.principal)) {
        return fail(ErrorCode::forbidden, "a policy is for the seller and for the tenant's staff");
    }
    PartyId seller{std::string{request.parameter("id")}};
    const auto own = confined_to(*request.principal);
    if (own && *own != seller) {
        return fail(ErrorCode::not_found);
    }
    return seller;
}

bool is_seller(Tx& tx, const TenantId& tenant, const PartyId& party) {
    const auto found = tenancy::find_party(tx, tenant, party);
    return found && found->kind == PartyKind::seller;
}

Json view(const fulfillment::SellerPolicy& policy) {
    Json json{
        {"seller", policy.seller.text()},
        {"policy", std::string{fulfillment::name(policy.policy)}},
        {"returns", std::string{fulfillment::name(policy.returns)}},
        {"version", policy.version},
    };
    if (policy.version > 0) {
        json["updated_at"] = format_utc(policy.updated_at);
    }
    return json;
}

} // namespace route9::gateway
