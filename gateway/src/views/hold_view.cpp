// SPDX-License-Identifier: Apache-2.0
#include "gateway/views/hold_view.hpp"

namespace route9::gateway {

Json view(const fulfillment::StockHold& hold) {
    Json lines = Json::array();
    for (const fulfillment::StockClaim& line : hold.lines) {
        lines.push_back(
            {{"sku", line.sku.text()}, {"warehouse", line.warehouse}, {"quantity", line.quantity}}
        );
    }
    Json json{
        {"id", hold.id.text()},
        {"seller", hold.seller.text()},
        {"state", std::string{fulfillment::name(hold.state)}},
        {"created_at", format_utc(hold.created_at)},
        {"expires_at", format_utc(hold.expires_at)},
        {"lines", std::move(lines)},
    };
    if (!hold.purpose.empty()) {
        json["purpose"] = hold.purpose;
    }
    if (hold.ended_at) {
        json["ended_at"] = format_utc(*hold.ended_at);
    }
    return json;
}

} // namespace route9::gateway
