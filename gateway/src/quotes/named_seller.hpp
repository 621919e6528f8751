// SPDX-License-Identifier: Apache-2.0
// The seller that a path names, and how its policy is shown. A seller's key names only its own.
#pragma once

#include "core/json.hpp"
#include "core/tx.hpp"
#include "fulfillment/seller_policy.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/http/request.hpp"

namespace route9::gateway {

/// Errors: forbidden; not_found when a seller's key names another.
Result<PartyId> named_seller(const http::Request& request);
bool is_seller(Tx& tx, const TenantId& tenant, const PartyId& party);

Json view(const fulfillment::SellerPolicy& policy);

} // namespace route9::gateway
