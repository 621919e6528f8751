// SPDX-License-Identifier: Apache-2.0
// The law of stock: what is reserved of a level is what active holds and the work that has not left
// its warehouse hold of it, and nothing else; its lots hold no more than lies there, nor is more of
// them blocked, and what else is blocked is of no lot. For tests and for whoever doubts.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace route9::fulfillment::stock {

struct Difference {
    PartyId seller;
    Sku sku;
    std::string warehouse;
    std::int64_t reserved = 0;             // says the level
    std::int64_t held = 0;                 // say holds and fulfillments
    std::optional<std::int64_t> in_lots{}; // pieces, where it is they that do not fit
};

/// The levels that break it, by seller, SKU and warehouse; those whose lots do come last.
std::vector<Difference> check(Tx& tx, const TenantId& tenant);

} // namespace route9::fulfillment::stock
