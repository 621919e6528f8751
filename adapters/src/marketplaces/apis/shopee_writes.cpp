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

} // namespace

WriteStep shopee_write_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant now
) {
    switch (what.action) {
    case WriteAction::packed:
        return pack_step(access, what, answers, now);
    case WriteAction::cancelled:
        if (answers.empty()) {
            const Json cancel{
                {"order_sn", what.external_id}, {"cancel_reason", "CUSTOMER_REQUEST"}
            };
            return WriteStep::make_call(
                shopee_post(access, "/api/v2/order/cancel_order", cancel, now)
            );
        }
        return WriteStep::finish("cancelled");
    case WriteAction::delivered:
    case WriteAction::delivery_failed:
        break;
    }
    return WriteStep::finish("Shopee takes no word of the last mile");
}

} // namespace route9::adapters
