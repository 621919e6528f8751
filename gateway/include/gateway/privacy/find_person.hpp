// SPDX-License-Identifier: Apache-2.0
// Whom a request about a person means: the recipient of an order, or whoever has a telephone (and a
// name, where several people share it). Found by the tenant's blind indexes: telephone and name
// must both fit, so that nobody gets or loses another person's data. Errors: validation_failed at
// /name (several people share the telephone); not_found.
#pragma once

#include "core/json.hpp"
#include "core/names.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "core/vault.hpp"
#include "fulfillment/order_store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace route9::gateway {

/// Either the order or the telephone is given.
struct PersonQuery {
    std::optional<OrderId> order;
    std::string phone;
    std::string name;
};

/// {"order"} or {"phone", "name"?}. Error: validation_failed naming every bad member.
Result<PersonQuery> read_person_query(const Json& body);

/// The orders of one person, oldest first, after `after` and at most `limit`.
Result<std::vector<OrderId>> find_person(
    Tx& tx,
    const TenantId& tenant,
    const PersonQuery& query,
    const Vault& vault,
    const OrderId& after,
    int limit
);

/// Removes the drafts that have the person's telephone; how many. Errors: as find_person.
Result<std::int64_t>
erase_drafts(Tx& tx, const TenantId& tenant, const PersonQuery& query, const Vault& vault);

} // namespace route9::gateway
