// SPDX-License-Identifier: Apache-2.0
#include "gateway/floor/bin_view.hpp"

#include <utility>

namespace route9::gateway {

Json bin_view(const fulfillment::Bin& bin, const std::vector<fulfillment::BinGoods>& goods) {
    Json json{{"id", bin.id}, {"warehouse", bin.warehouse}};
    if (!bin.zone.empty()) {
        json["zone"] = bin.zone;
    }
    Json lines = Json::array();
    for (const fulfillment::BinGoods& each : goods) {
        lines.push_back(
            {{"seller", each.seller.text()}, {"sku", each.sku.text()}, {"pieces", each.pieces}}
        );
    }
    json["goods"] = std::move(lines);
    return json;
}

} // namespace route9::gateway
