// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/product_store.hpp"

#include <utility>

namespace route9::fulfillment::products {
namespace {

constexpr Statement kPut{
    "product.put",
    "INSERT INTO product (tenant_id, seller_id, sku, name, weight_g, hs_code, origin, category,"
    " version, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    " ON CONFLICT (tenant_id, seller_id, sku) DO UPDATE SET name = excluded.name,"
    " weight_g = excluded.weight_g, hs_code = excluded.hs_code, origin = excluded.origin,"
    " category = excluded.category, version = excluded.version, updated_at = excluded.updated_at"
};
constexpr Statement kFind{
    "product.find",
    "SELECT seller_id, sku, name, weight_g, hs_code, origin, category, version, updated_at"
    " FROM product WHERE tenant_id = $1 AND seller_id = $2 AND sku = $3"
};

std::optional<std::string_view> given(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional{std::string_view{text}};
}

} // namespace

std::optional<Product>
put(Tx& tx, const TenantId& tenant, Product product, std::optional<std::int64_t> if_version) {
    const auto stored = find(tx, tenant, product.seller, product.sku);
    const std::int64_t version = stored ? stored->version : 0;
    if (if_version && *if_version != version) {
        return std::nullopt;
    }
    product.version = version + 1;
    tx.execute(
        kPut,
        tenant,
        product.seller,
        product.sku,
        product.name,
        product.weight_g,
        given(product.hs_code),
        given(product.origin),
        given(product.category),
        product.version,
        product.updated_at
    );
    return product;
}

std::optional<Product> find(Tx& tx, const TenantId& tenant, const PartyId& seller, const Sku& sku) {
    Rows rows = tx.query(kFind, tenant, seller, sku);
    if (!rows.next()) {
        return std::nullopt;
    }
    const Row row = rows.row();
    return Product{
        .seller = row.get<PartyId>(0),
        .sku = row.get<Sku>(1),
        .name = row.get<std::string>(2),
        .weight_g = row.get<std::optional<std::int64_t>>(3),
        .hs_code = row.get<std::optional<std::string>>(4).value_or(""),
        .origin = row.get<std::optional<std::string>>(5).value_or(""),
        .category = row.get<std::optional<std::string>>(6).value_or(""),
        .version = row.get<std::int64_t>(7),
        .updated_at = row.get<Instant>(8),
    };
}

} // namespace route9::fulfillment::products
