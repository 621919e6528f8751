// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/product_store.hpp"

#include "core/assert.hpp"
#include "core/limits.hpp"

#include <algorithm>
#include <utility>

namespace route9::fulfillment::products {
namespace {

constexpr Statement kPut{
    "product.put",
    "INSERT INTO product (tenant_id, seller_id, sku, name, weight_g, hs_code, origin, category,"
    " channel_buffer, version, updated_at, volume_cm3, temperature, dg_un, dg_battery_mwh,"
    " dg_cell_mwh)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
    " ON CONFLICT (tenant_id, seller_id, sku) DO UPDATE SET name = excluded.name,"
    " weight_g = excluded.weight_g, hs_code = excluded.hs_code, origin = excluded.origin,"
    " category = excluded.category, channel_buffer = excluded.channel_buffer,"
    " version = excluded.version, updated_at = excluded.updated_at,"
    " volume_cm3 = excluded.volume_cm3, temperature = excluded.temperature,"
    " dg_un = excluded.dg_un, dg_battery_mwh = excluded.dg_battery_mwh,"
    " dg_cell_mwh = excluded.dg_cell_mwh"
};
constexpr Statement kFind{
    "product.find",
    "SELECT seller_id, sku, name, weight_g, hs_code, origin, category, channel_buffer, version,"
    " updated_at, volume_cm3, temperature, dg_un, dg_battery_mwh, dg_cell_mwh FROM product"
    " WHERE tenant_id = $1 AND seller_id = $2 AND sku = $3"
};

constexpr BulkStatement kFindAll{
    "product.find_all",
    "SELECT p.seller_id, p.sku, p.name, p.weight_g, p.hs_code, p.origin, p.category,"
    " p.channel_buffer, p.version, p.updated_at, p.volume_cm3, p.temperature, p.dg_un,"
    " p.dg_battery_mwh, p.dg_cell_mwh FROM (VALUES ",
    "(@,@,@)",
    ") AS v JOIN product p ON p.tenant_id = v.column1 AND p.seller_id = v.column2"
    " AND p.sku = v.column3"
};

constexpr std::string_view kAmbient = "ambient";
constexpr std::string_view kCold = "cold";

std::optional<std::string_view> given(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional{std::string_view{text}};
}

constexpr int kMwhDecimals = 3; // of a watt-hour

std::optional<std::int64_t> milliwatt_hours(const std::optional<Decimal>& rating) {
    if (!rating) {
        return std::nullopt;
    }
    ROUTE9_ASSERT(rating->scale() <= kMwhDecimals);
    return rating->units() * power_of_ten(kMwhDecimals - rating->scale());
}

std::optional<Decimal> watt_hours(std::optional<std::int64_t> mwh) {
    return mwh ? std::optional{Decimal{*mwh, kMwhDecimals}} : std::nullopt;
}

std::optional<DangerousGoods> dangerous_from(const Row& row, int first) {
    auto un = row.get<std::optional<std::string>>(first);
    if (!un) {
        return std::nullopt;
    }
    return DangerousGoods{
        .un = std::move(*un),
        .wh_per_battery = watt_hours(row.get<std::optional<std::int64_t>>(first + 1)),
        .wh_per_cell = watt_hours(row.get<std::optional<std::int64_t>>(first + 2)),
    };
}

Product product_from(const Row& row) {
    return Product{
        .seller = row.get<PartyId>(0),
        .sku = row.get<Sku>(1),
        .name = row.get<std::string>(2),
        .weight_g = row.get<std::optional<std::int64_t>>(3),
        .hs_code = row.get<std::optional<std::string>>(4).value_or(""),
        .origin = row.get<std::optional<std::string>>(5).value_or(""),
        .category = row.get<std::optional<std::string>>(6).value_or(""),
        .channel_buffer = row.get<std::int64_t>(7),
        .version = row.get<std::int64_t>(8),
        .updated_at = row.get<Instant>(9),
        .volume_cm3 = row.get<std::optional<std::int64_t>>(10),
        .cold = row.get<std::string_view>(11) == kCold,
        .dangerous = dangerous_from(row, 12),
    };
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
    const DangerousGoods dangerous = product.dangerous.value_or(DangerousGoods{});
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
        product.channel_buffer,
        product.version,
        product.updated_at,
        product.volume_cm3,
        product.cold ? kCold : kAmbient,
        given(dangerous.un),
        milliwatt_hours(dangerous.wh_per_battery),
        milliwatt_hours(dangerous.wh_per_cell)
    );
    return product;
}

std::optional<Product> find(Tx& tx, const TenantId& tenant, const PartyId& seller, const Sku& sku) {
    Rows rows = tx.query(kFind, tenant, seller, sku);
    return rows.next() ? std::optional{product_from(rows.row())} : std::nullopt;
}

std::vector<Rows>
ask(Tx& tx, const TenantId& tenant, const PartyId& seller, std::span<const Sku> skus) {
    std::vector<Rows> asked;
    std::vector<Param> values;
    while (!skus.empty()) {
        values.clear();
        const auto some = skus.first(std::min(skus.size(), limits::bulk_rows_max));
        for (const Sku& sku : some) {
            values.insert(values.end(), {Param{tenant}, Param{seller}, Param{sku}});
        }
        asked.push_back(tx.query_bulk(kFindAll, values));
        skus = skus.subspan(some.size());
    }
    return asked;
}

std::vector<Product> read(std::vector<Rows> asked) {
    std::vector<Product> found;
    for (Rows& rows : asked) {
        while (rows.next()) {
            found.push_back(product_from(rows.row()));
        }
    }
    return found;
}

} // namespace route9::fulfillment::products
