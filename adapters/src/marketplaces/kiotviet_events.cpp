// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/shop_readers.hpp"

#include <utility>

namespace route9::adapters {
namespace {

constexpr std::string_view kOrderUpdate = "order.update";
constexpr std::int64_t kStatusMax = 1'000;

/// "order.update.500001": the retailer's number ends it.
bool is_order_update(std::string_view action) {
    return action == kOrderUpdate ||
           (action.starts_with(kOrderUpdate) && action[kOrderUpdate.size()] == '.');
}

/// The first order that is to be sent or cancelled leads; the others are asked for with it.
void read_order(ForeignObject& order, const OrderStates& states, InboundEvent& event) {
    const auto id = order.id("Id", Need::required);
    const auto status = order.count("Status", Need::required, 0, kStatusMax);
    const auto at = read_time(order, "ModifiedDate", Need::optional, Unmarked::corridor);
    if (!status) {
        return;
    }
    InboundEvent one;
    one.external_id = id;
    one.source_time = at;
    const std::string word = std::to_string(*status);
    if (apply_state(order, "Status", source_state(states, word), word, one)) {
        one.kind = EventKind::order_to_fetch;
    }
    if (event.external_id.empty()) {
        event = std::move(one);
        return;
    }
    if (one.kind != EventKind::ignored) {
        event.others.push_back(id);
    }
}

} // namespace

/// A message holds what happened in several notifications, each of several orders.
Result<InboundEvent> read_kiotviet_event(const Json& message, const MessageOrigin& origin) {
    FieldErrors errors;
    ForeignObject root{message, "", errors};
    if (root.has("RemoveId")) {
        return InboundEvent{.reason = "something was removed, by its id"};
    }
    InboundEvent event;
    std::string other;
    const auto* notifications = root.array("Notifications", Need::required);
    for (std::size_t at = 0; notifications != nullptr && at < notifications->size(); ++at) {
        const auto where = pointer_step("/Notifications", at);
        ForeignObject notification{(*notifications)[at], where, errors};
        const auto action = notification.text("Action", Need::required);
        const auto* data = notification.array("Data", Need::required);
        if (!is_order_update(action)) {
            other = action;
            continue;
        }
        for (std::size_t index = 0; data != nullptr && index < data->size(); ++index) {
            ForeignObject order{(*data)[index], pointer_step(where + "/Data", index), errors};
            read_order(order, origin.states, event);
        }
    }
    if (event.external_id.empty() && errors.empty()) {
        return InboundEvent{.reason = "action " + other};
    }
    if (!event.others.empty()) {
        event.kind = EventKind::order_to_fetch; // each tells of itself
    }
    event.channel = origin.connection;
    return finish_event(std::move(event), std::move(errors));
}

} // namespace route9::adapters
