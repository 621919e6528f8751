// SPDX-License-Identifier: Apache-2.0
#include "gateway/views/product_view.hpp"

namespace route9::gateway {
namespace {

Json view(const fulfillment::DangerousGoods& goods) {
    Json json{{"un", goods.un}, {"exempt", is_exempt(goods)}};
    if (goods.wh_per_battery) {
        json["wh_per_battery"] = goods.wh_per_battery->text();
    }
    if (goods.wh_per_cell) {
        json["wh_per_cell"] = goods.wh_per_cell->text();
    }
    return json;
}

} // namespace

Json view(const fulfillment::Product& product) {
    Json json{
        {"sku", product.sku.text()},
        {"seller", product.seller.text()},
        {"name", product.name},
        {"updated_at", format_utc(product.updated_at)},
    };
    if (product.weight_g) {
        json["weight_g"] = *product.weight_g;
    }
    if (product.volume_cm3) {
        json["volume_cm3"] = *product.volume_cm3;
    }
    if (product.cold) {
        json["temperature"] = "cold";
    }
    if (product.dangerous) {
        json["dangerous_goods"] = view(*product.dangerous);
    }
    if (!product.hs_code.empty()) {
        json["hs_code"] = product.hs_code;
    }
    if (!product.origin.empty()) {
        json["origin"] = product.origin;
    }
    if (!product.category.empty()) {
        json["category"] = product.category;
    }
    if (product.channel_buffer > 0) {
        json["channel_buffer"] = product.channel_buffer;
    }
    return json;
}

Json view(const fulfillment::StockLevel& level) {
    Json json{
        {"sku", level.sku.text()},
        {"seller", level.seller.text()},
        {"warehouse", level.warehouse},
        {"on_hand", level.on_hand},
        {"reserved", level.reserved},
        {"available", level.available()},
    };
    if (level.blocked > 0) {
        json["blocked"] = level.blocked;
    }
    return json;
}

} // namespace route9::gateway
