// SPDX-License-Identifier: Apache-2.0
// Shopify: each open fulfilment order of an order is fulfilled with our tracking number; events of
// the fulfilments tell the last mile. What has been paid is not paid back by us. The order is
// looked at first: what is closed there is not told again.
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/platform_apis.hpp"
#include "marketplaces/apis/pushed_orders.hpp"
#include "marketplaces/apis/shopify_calls.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace route9::adapters {
namespace {

constexpr std::string_view kState = "query($id: ID!) { order(id: $id) { cancelledAt"
                                    " fulfillments(first: 20) { id status displayStatus }"
                                    " fulfillmentOrders(first: 20) { nodes { id status } } } }";
constexpr std::string_view kFulfil =
    "mutation($fulfillment: FulfillmentInput!) { fulfillmentCreate(fulfillment: $fulfillment)"
    " { fulfillment { id } userErrors { message } } }";
constexpr std::string_view kTellEvent =
    "mutation($event: FulfillmentEventInput!) { fulfillmentEventCreate(fulfillmentEvent: $event)"
    " { fulfillmentEvent { id } userErrors { message } } }";
constexpr std::string_view kCancel =
    "mutation($id: ID!, $reason: OrderCancelReason!, $restock: Boolean!, $notify: Boolean,"
    " $refund: OrderCancelRefundMethodInput!) { orderCancel(orderId: $id, reason: $reason,"
    " restock: $restock, notifyCustomer: $notify, refundMethod: $refund)"
    " { job { id } orderCancelUserErrors { message } } }";

using Ids = std::vector<std::string>;

/// What may be fulfilled; those of the others are closed, held or scheduled.
Ids open_orders(const Json& state) {
    Ids ids;
    const Json* nodes = find_path(state, "/data/order/fulfillmentOrders/nodes");
    for (std::size_t at = 0; nodes != nullptr && nodes->is_array() && at < nodes->size(); ++at) {
        const std::string status = text_at((*nodes)[at], "/status");
        if (status == "OPEN" || status == "IN_PROGRESS") {
            ids.push_back(text_at((*nodes)[at], "/id"));
        }
    }
    return ids;
}

struct Event {
    std::string_view status;
    std::string_view words;
    std::span<const std::string_view> later; // which it does not take back
};

constexpr std::array<std::string_view, 6> kAfterPickUp{
    "IN_TRANSIT",
    "OUT_FOR_DELIVERY",
    "ATTEMPTED_DELIVERY",
    "DELIVERED",
    "NOT_DELIVERED",
    "PICKED_UP",
};

Event event_of(WriteAction action) {
    switch (action) {
    case WriteAction::shipped:
        return {"CARRIER_PICKED_UP", "on its way", kAfterPickUp};
    case WriteAction::delivered:
        return {"DELIVERED", "delivered", {}};
    case WriteAction::accepted:
    case WriteAction::packed:
    case WriteAction::cancelled:
    case WriteAction::delivery_failed:
        break;
    }
    return {"ATTEMPTED_DELIVERY", "delivery failed", {}};
}

/// Those that stand and have not been told the event.
Ids untold_fulfillments(const Json& state, const Event& event) {
    Ids ids;
    const Json* list = find_path(state, "/data/order/fulfillments");
    for (std::size_t at = 0; list != nullptr && list->is_array() && at < list->size(); ++at) {
        const Json& one = (*list)[at];
        const std::string shown = text_at(one, "/displayStatus");
        const bool is_over =
            shown == event.status || std::ranges::find(event.later, shown) != event.later.end();
        if (text_at(one, "/status") == "SUCCESS" && !is_over) {
            ids.push_back(text_at(one, "/id"));
        }
    }
    return ids;
}

/// What a mutation complains of; empty when it has no complaint.
std::string complaint(const Json& answer, const std::string& errors) {
    const std::string message = text_at(answer, errors + "/0/message");
    return message.empty() ? text_at(answer, "/errors/0/message") : message;
}

WriteStep pack_step(const ApiAccess& access, const WriteBack& what, std::span<const Json> answers) {
    const Ids open = open_orders(answers[0]);
    const std::size_t done = answers.size() - 1;
    if (done > 0) {
        const auto why = complaint(answers.back(), "/data/fulfillmentCreate/userErrors");
        if (!why.empty()) {
            return WriteStep::refuse(why);
        }
    }
    if (done >= open.size()) {
        return WriteStep::finish(open.empty() ? "fulfilled at Shopify already" : what.tracking);
    }
    Json tracking{{"number", what.tracking}};
    if (const std::string company = access.setting("tracking_company"); !company.empty()) {
        tracking["company"] = company;
    }
    const Json fulfillment{
        {"lineItemsByFulfillmentOrder", Json::array({{{"fulfillmentOrderId", open[done]}}})},
        {"notifyCustomer", tells_buyer(access)},
        {"trackingInfo", std::move(tracking)},
    };
    return WriteStep::make_call(shopify_query(access, kFulfil, {{"fulfillment", fulfillment}}));
}

WriteStep
event_step(const ApiAccess& access, const WriteBack& what, std::span<const Json> answers) {
    const Event told = event_of(what.action);
    const Ids untold = untold_fulfillments(answers[0], told);
    const std::size_t done = answers.size() - 1;
    if (done > 0) {
        const auto why = complaint(answers.back(), "/data/fulfillmentEventCreate/userErrors");
        if (!why.empty()) {
            return WriteStep::refuse(why);
        }
    }
    if (done >= untold.size()) {
        return WriteStep::finish(std::string{told.words});
    }
    const Json event{{"fulfillmentId", untold[done]}, {"status", told.status}};
    return WriteStep::make_call(shopify_query(access, kTellEvent, {{"event", event}}));
}

WriteStep
cancel_step(const ApiAccess& access, const WriteBack& what, std::span<const Json> answers) {
    if (answers.size() > 1) {
        const auto why = complaint(answers[1], "/data/orderCancel/orderCancelUserErrors");
        return why.empty() ? WriteStep::finish("cancelled") : WriteStep::refuse(why);
    }
    if (!text_at(answers[0], "/data/order/cancelledAt").empty()) {
        return WriteStep::finish("cancelled");
    }
    const Json variables{
        {"id", shopify_order_gid(what.external_id)},
        {"reason", what.is_out_of_stock ? "INVENTORY" : "OTHER"},
        {"restock", !what.is_out_of_stock},
        {"notify", tells_buyer(access)},
        {"refund", {{"originalPaymentMethodsRefund", false}}},
    };
    return WriteStep::make_call(shopify_query(access, kCancel, variables));
}

} // namespace

WriteStep shopify_write_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant
) {
    if (what.action == WriteAction::accepted) {
        return WriteStep::finish("Shopify knows no such step");
    }
    if (answers.empty()) {
        const Json variables{{"id", shopify_order_gid(what.external_id)}};
        return WriteStep::make_call(shopify_query(access, kState, variables));
    }
    const Json* order = find_path(answers[0], "/data/order");
    if (order == nullptr || !order->is_object()) {
        const auto why = text_at(answers[0], "/errors/0/message");
        return WriteStep::refuse(why.empty() ? "Shopify does not show this order" : why);
    }
    const bool is_cancelled = !text_at(*order, "/cancelledAt").empty();
    if (is_cancelled && what.action == WriteAction::packed) {
        return WriteStep::refuse("the order is cancelled at Shopify");
    }
    switch (what.action) {
    case WriteAction::packed:
        return pack_step(access, what, answers);
    case WriteAction::cancelled:
        return cancel_step(access, what, answers);
    case WriteAction::accepted:
    case WriteAction::shipped:
    case WriteAction::delivered:
    case WriteAction::delivery_failed:
        break;
    }
    return event_step(access, what, answers);
}

} // namespace route9::adapters
