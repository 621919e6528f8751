// SPDX-License-Identifier: Apache-2.0
// Bins: named places on the shelves of a warehouse, and which pieces were put there. The stock
// level (stock.hpp) is the truth about how many there are; bins say where to look, and hold no
// more than the level when pieces are put away.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace route9::fulfillment {

inline constexpr std::size_t bin_id_bytes_max = 64;
inline constexpr int bin_goods_max = 1'000; // shown of one bin

struct Bin {
    TenantId tenant;
    std::string id; // as on its label
    std::string warehouse;
    std::string zone; // of the warehouse's own making; may be empty
    std::int64_t version = 0;
    Instant updated_at{};
};

struct BinGoods {
    PartyId seller;
    Sku sku;
    std::int64_t pieces = 0;
};

namespace bins {

/// Creates or replaces; with its new version.
Bin put(Tx& tx, Bin bin);
std::optional<Bin> find(Tx& tx, const TenantId& tenant, const std::string& id);
/// What lies in it, by seller and SKU.
std::vector<BinGoods> goods(Tx& tx, const TenantId& tenant, const std::string& id);
/// Pieces in all bins of a warehouse.
std::int64_t in_bins(
    Tx& tx,
    const TenantId& tenant,
    const PartyId& seller,
    const Sku& sku,
    const std::string& warehouse
);
/// Where pieces of some goods lie in a warehouse by (seller, SKU, zone, bin).
struct BinPlace {
    PartyId seller;
    Sku sku;
    std::string bin;
    std::string zone;
    std::int64_t pieces = 0;
};
struct GoodsName {
    PartyId seller;
    Sku sku;
};
std::vector<BinPlace> places_of(
    Tx& tx, const TenantId& tenant, const std::string& warehouse, std::span<const GoodsName> goods
);
void add(Tx& tx, const Bin& bin, const BinGoods& goods);
/// False when fewer lie there; then nothing changes.
bool take(Tx& tx, const TenantId& tenant, const std::string& bin, const BinGoods& goods);

} // namespace bins
} // namespace route9::fulfillment
