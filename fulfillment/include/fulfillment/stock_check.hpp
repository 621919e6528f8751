// SPDX-License-Identifier: Apache-2.0
// The law of stock: what is reserved of a level is what active holds and the work that has not left
// its warehouse hold of it, and nothing else. For tests and for whoever doubts.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace route9::fulfillment::stock {

struct Difference {
    PartyId seller;
    Sku sku;
    std::string warehouse;
    std::int64_t reserved = 0; // says the level
    std::int64_t held = 0;     // say holds and fulfillments
};

/// The levels that break it, by seller, SKU and warehouse.
std::vector<Difference> check(Tx& tx, const TenantId& tenant);

} // namespace route9::fulfillment::stock
