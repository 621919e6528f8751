// SPDX-License-Identifier: Apache-2.0
// Shopee: what may be done is asked first (get_shipping_parameter). Our own tracking number is
// taken only from shops that ship by themselves; the last mile cannot be told at all.
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/platform_apis.hpp"
#include "marketplaces/apis/shopee_calls.hpp"

#include <string>

namespace route9::adapters {
namespace {

std::string text_at(const Json& json, std::string_view pointer) {
    const Json* found = find_path(json, pointer);
    return found != nullptr && found->is_string() ? found->get<std::string>() : std::string{};
}

Json how_to_ship(const Json& allowed, const WriteBack& what) {
    Json ship{{"order_sn", what.external_id}};
    if (find_path(allowed, "/response/info_needed/non_integrated") != nullptr) {
        ship["non_integrated"] = {{"tracking_number", what.tracking}};
    } else if (find_path(allowed, "/response/info_needed/dropoff") != nullptr) {
        ship["dropoff"] = Json::object();
    } else if (const Json* address = find_path(allowed, "/response/pickup/address_list/0")) {
        Json pickup = Json::object();
        if (const Json* id = find_path(*address, "/address_id")) {
            pickup["address_id"] = *id;
        }
        if (const Json* slot = find_path(*address, "/time_slot_list/0/pickup_time_id")) {
            pickup["pickup_time_id"] = *slot;
        }
        ship["pickup"] = std::move(pickup);
    }
    return ship;
}

WriteStep pack_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant now
) {
    switch (answers.size()) {
    case 0:
        return WriteStep::make_call(shopee_get(
            access,
            "/api/v2/logistics/get_shipping_parameter",
            {{"order_sn", what.external_id}},
            now
        ));
    case 1: {
        const Json ship = how_to_ship(answers[0], what);
        if (ship.size() == 1) {
            return WriteStep::refuse("Shopee names no way of shipping");
        }
        return WriteStep::make_call(shopee_post(access, "/api/v2/logistics/ship_order", ship, now));
    }
    case 2:
        return WriteStep::make_call(shopee_get(
            access, "/api/v2/logistics/get_tracking_number", {{"order_sn", what.external_id}}, now
        ));
    default:
        return WriteStep::finish(text_at(answers[2], "/response/tracking_number"));
    }
}

WriteStep cancel_call(const ApiAccess& access, const Json& cancel, Instant now) {
    return WriteStep::make_call(shopee_post(access, "/api/v2/order/cancel_order", cancel, now));
}

/// Which goods are out of stock must be said, by Shopee's numbers: the order is asked first.
WriteStep cancel_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant now
) {
    if (!what.is_out_of_stock) {
        const Json cancel{{"order_sn", what.external_id}, {"cancel_reason", "CUSTOMER_REQUEST"}};
        return answers.empty() ? cancel_call(access, cancel, now) : WriteStep::finish("cancelled");
    }
    if (answers.empty()) {
        return WriteStep::make_call(shopee_get(
            access,
            "/api/v2/order/get_order_detail",
            {{"order_sn_list", what.external_id}, {"response_optional_fields", "item_list"}},
            now
        ));
    }
    if (answers.size() > 1) {
        return WriteStep::finish("cancelled");
    }
    Json goods = Json::array();
    const Json* items = find_path(answers[0], "/response/order_list/0/item_list");
    for (const Json& item : items != nullptr && items->is_array() ? *items : Json::array()) {
        if (item.contains("item_id")) {
            const Json model = item.contains("model_id") ? item.at("model_id") : Json(0);
            goods.push_back({{"item_id", item.at("item_id")}, {"model_id", model}});
        }
    }
    if (goods.empty()) {
        return WriteStep::refuse("Shopee names no goods of this order");
    }
    const Json cancel{
        {"order_sn", what.external_id},
        {"cancel_reason", "OUT_OF_STOCK"},
        {"item_list", std::move(goods)},
    };
    return cancel_call(access, cancel, now);
}

} // namespace

WriteStep shopee_write_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant now
) {
    switch (what.action) {
    case WriteAction::packed:
        return pack_step(access, what, answers, now);
    case WriteAction::cancelled:
        return cancel_step(access, what, answers, now);
    case WriteAction::accepted:
    case WriteAction::shipped:
    case WriteAction::delivered:
    case WriteAction::delivery_failed:
        break;
    }
    return WriteStep::finish("Shopee takes no such word");
}

} // namespace route9::adapters
