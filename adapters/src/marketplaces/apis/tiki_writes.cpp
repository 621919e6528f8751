// SPDX-License-Identifier: Apache-2.0
// Tiki waits for a word that the goods are there, with the warehouse of the seller's where they are
// fetched: the connection's, else the only one that Tiki names. What else can be told depends on
// how the order is fulfilled (dropship, tiki_delivery, seller_delivery, cross_border), which the
// order says.
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/platform_apis.hpp"
#include "marketplaces/apis/pushed_orders.hpp"
#include "marketplaces/apis/query_text.hpp"
#include "marketplaces/apis/tiki_calls.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace route9::adapters {
namespace {

constexpr std::string_view kDropship = "dropship";
constexpr std::string_view kSellerDelivery = "seller_delivery";
constexpr std::string_view kCancelled = "canceled";
constexpr std::string_view kWaiting = "waiting";

std::string fulfilled_by(const Json& order) {
    return text_at(order, "/fulfillment_type");
}

/// Of the goods that nobody has spoken of yet; of all where the order says it of none.
Json waiting_items(const Json& order) {
    Json waiting = Json::array();
    Json all = Json::array();
    bool is_said = false;
    const Json* items = find_path(order, "/items");
    for (std::size_t at = 0; items != nullptr && items->is_array() && at < items->size(); ++at) {
        const Json& item = (*items)[at];
        if (!item.is_object() || !item.contains("id")) {
            continue;
        }
        const std::string status = text_at(item, "/confirmation/status");
        is_said = is_said || !status.empty();
        all.push_back(item.at("id"));
        if (status == kWaiting) {
            waiting.push_back(item.at("id"));
        }
    }
    return is_said ? waiting : all;
}

/// Where Tiki's own warehouse `code` fetches the seller's goods; null unless it is one.
Json only_inventory(const Json& answer, const std::string& code) {
    const Json* found = nullptr;
    const Json* mappings = find_path(answer, "/mappings");
    for (std::size_t at = 0; mappings != nullptr && mappings->is_array() && at < mappings->size();
         ++at) {
        const Json* ids = find_path((*mappings)[at], "/seller_inventory_ids");
        if (text_at((*mappings)[at], "/tiki_warehouse_code") == code && ids != nullptr) {
            found = ids;
        }
    }
    return found != nullptr && found->is_array() && found->size() == 1 ? found->front() : Json{};
}

WriteStep tell_stock(
    const ApiAccess& access, const WriteBack& what, const Json& order, const Json& inventory
) {
    const bool is_end = what.action == WriteAction::cancelled;
    Json body = Json::object();
    if (!inventory.is_null()) {
        body["seller_inventory_id"] = inventory;
    }
    if (fulfilled_by(order) == kDropship) {
        body["confirmation_status"] = is_end ? "seller_canceled" : "seller_confirmed";
        return WriteStep::make_call(
            tiki_post(access, what.external_id, "dropship/confirm-available", body)
        );
    }
    body["available_item_ids"] = waiting_items(order);
    return WriteStep::make_call(tiki_post(access, what.external_id, "confirm-available", body));
}

/// That the goods are there, or that they are not.
WriteStep
stock_step(const ApiAccess& access, const WriteBack& what, std::span<const Json> answers) {
    const std::string given = access.setting("seller_inventory");
    if (!given.empty()) {
        return answers.size() == 1 ? tell_stock(access, what, answers[0], number_or_text(given))
                                   : WriteStep::finish("told");
    }
    const std::string code = text_at(answers[0], "/tiki_warehouse/code");
    if (answers.size() == 1 && !code.empty()) {
        return WriteStep::make_call(tiki_get(
            access, "/v2/seller-inventories?" + query_text({{"tiki_warehouse_codes", code}})
        ));
    }
    if (answers.size() > (code.empty() ? 1U : 2U)) {
        return WriteStep::finish("told");
    }
    const Json inventory = code.empty() ? Json{} : only_inventory(answers[1], code);
    if (inventory.is_null() && (!code.empty() || fulfilled_by(answers[0]) != kDropship)) {
        return WriteStep::refuse("the connection needs seller_inventory=…, the warehouse's number "
                                 "at Tiki");
    }
    return tell_stock(access, what, answers[0], inventory);
}

WriteStep
confirm_step(const ApiAccess& access, const WriteBack& what, std::span<const Json> answers) {
    if (text_at(answers[0], "/status") == kCancelled) {
        return WriteStep::refuse("the order is cancelled at Tiki");
    }
    if (waiting_items(answers[0]).empty()) {
        return WriteStep::finish("Tiki waits for no confirmation");
    }
    return stock_step(access, what, answers);
}

WriteStep
cancel_step(const ApiAccess& access, const WriteBack& what, std::span<const Json> answers) {
    if (text_at(answers[0], "/status") == kCancelled) {
        return WriteStep::finish("cancelled");
    }
    if (fulfilled_by(answers[0]) != kDropship) {
        return WriteStep::refuse(
            "cancel it in Tiki's seller centre: by call only dropship orders are given up"
        );
    }
    return stock_step(access, what, answers);
}

WriteStep
delivery_step(const ApiAccess& access, const WriteBack& what, std::span<const Json> answers) {
    if (answers.size() > 1) {
        return WriteStep::finish("told");
    }
    if (fulfilled_by(answers[0]) != kSellerDelivery) {
        return WriteStep::finish(
            "Tiki takes no such word of an order of the kind " + fulfilled_by(answers[0])
        );
    }
    const bool is_good = what.action == WriteAction::delivered;
    Json body{{"status", is_good ? "successful_delivery" : "failed_delivery"}};
    if (!is_good) {
        body["failure_cause"] = "customer_unreachable";
    }
    return WriteStep::make_call(
        tiki_post(access, what.external_id, "seller-delivery/update-delivery", body)
    );
}

} // namespace

WriteStep tiki_write_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant
) {
    if (what.action == WriteAction::shipped) {
        return WriteStep::finish("Tiki sees for itself when its driver has a parcel");
    }
    if (answers.empty()) {
        return WriteStep::make_call(tiki_order(access, what.external_id));
    }
    switch (what.action) {
    case WriteAction::accepted:
    case WriteAction::packed: // where it was not told before
        return confirm_step(access, what, answers);
    case WriteAction::cancelled:
        return cancel_step(access, what, answers);
    case WriteAction::shipped:
    case WriteAction::delivered:
    case WriteAction::delivery_failed:
        break;
    }
    return delivery_step(access, what, answers);
}

} // namespace route9::adapters
