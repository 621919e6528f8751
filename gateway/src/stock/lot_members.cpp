// SPDX-License-Identifier: Apache-2.0
#include "gateway/stock/lot_members.hpp"

#include "core/limits.hpp"
#include "core/time.hpp"

#include <utility>

namespace route9::gateway {

using namespace fulfillment;

LotMembers read_lot(ObjectReader& reader) {
    LotMembers members;
    members.lot = reader.text("lot", Need::optional, lot_bytes_max).value_or("");
    const auto text = reader.text("expires", Need::optional, limits::text_bytes_max);
    if (!text) {
        return members;
    }
    const auto day = parse_day(*text);
    if (!day) {
        reader.refuse("expires", "bad_value", "give the last good day as 2026-04-01");
    } else if (members.lot.empty()) {
        reader.refuse("lot", "required", "name the lot that expires");
    } else {
        members.expires = LocalDay{*day};
    }
    return members;
}

void show_lot(Json& json, const std::string& lot, const std::optional<LocalDay>& day) {
    if (!lot.empty()) {
        json["lot"] = lot;
    }
    if (day) {
        json["expires"] = format_day(Day{*day});
    }
}

Json lots_view(std::span<const StockLot> lots) {
    Json list = Json::array();
    for (const StockLot& lot : lots) {
        Json json = Json::object();
        show_lot(json, lot.lot, lot.expires);
        json["on_hand"] = lot.on_hand;
        if (lot.blocked > 0) {
            json["blocked"] = lot.blocked;
        }
        list.push_back(std::move(json));
    }
    return list;
}

} // namespace route9::gateway
