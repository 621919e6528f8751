// SPDX-License-Identifier: Apache-2.0
// A seller's catalogue: what customs, scale and planner need to know of a SKU when the order does
// not say. `version` is the ETag.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/dangerous_goods.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace route9::fulfillment {

struct Product {
    PartyId seller;
    Sku sku;
    std::string name;
    std::optional<std::int64_t> weight_g;
    std::string hs_code;             // 6 or 8 digits; empty = not known
    std::string origin;              // ISO 3166-1 alpha-2; empty = not known
    std::string category;            // code of data/customs/prohibited.csv; empty = ordinary goods
    std::int64_t channel_buffer = 0; // pieces that no marketplace is told of
    std::int64_t version = 0;
    Instant updated_at{};
    std::optional<std::int64_t> volume_cm3{}; // of one piece, packed
    bool cold = false;                        // must be kept cold all the way
    std::optional<DangerousGoods> dangerous{};
};

namespace products {

/// Creates or replaces; returns it with its new version. With `if_version` only when that is
/// stored.
std::optional<Product>
put(Tx& tx, const TenantId& tenant, Product product, std::optional<std::int64_t> if_version);
std::optional<Product> find(Tx& tx, const TenantId& tenant, const PartyId& seller, const Sku& sku);
/// Those of the named SKUs that there are; asked now and read later, see Rows.
std::vector<Rows>
ask(Tx& tx, const TenantId& tenant, const PartyId& seller, std::span<const Sku> skus);
std::vector<Product> read(std::vector<Rows> asked);

} // namespace products
} // namespace route9::fulfillment
