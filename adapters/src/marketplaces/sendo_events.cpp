// SPDX-License-Identifier: Apache-2.0
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/shop_readers.hpp"

#include <utility>

namespace route9::adapters {
namespace {

constexpr std::string_view kOrders = "SALESORDER.";
constexpr std::int64_t kStatusMax = 1'000;

/// Nobody signs what Sendo pushes: it is believed to name an order, and whether that is to be sent
/// its API tells. A status that says so lets the order stand here meanwhile.
InboundEvent read_name(ForeignObject& order, const OrderStates& states) {
    InboundEvent event{.kind = EventKind::order_to_fetch};
    event.channel = "sendo";
    event.external_id = order.id("order_number", Need::required);
    const auto status = order.count("order_status", Need::optional, 0, kStatusMax);
    const auto state = source_state(states, status ? std::to_string(*status) : "");
    event.is_name_only = state != SourceState::released;
    return event;
}

} // namespace

/// {"type": "SALESORDER.CREATE", "data": {…}}, or the number and the status alone.
Result<InboundEvent> read_sendo_event(const Json& message, const MessageOrigin& origin) {
    FieldErrors errors;
    ForeignObject root{message, "", errors};
    const auto type = root.text("type", Need::optional);
    if (!type.empty() && !type.starts_with(kOrders)) {
        return InboundEvent{.reason = "type " + type};
    }
    if (!root.has("data")) {
        return finish_event(read_name(root, origin.states), std::move(errors));
    }
    const auto* data = root.object("data", Need::required);
    if (data == nullptr) {
        return fail_fields(std::move(errors));
    }
    ForeignObject order{*data, "/data", errors};
    return finish_event(read_name(order, origin.states), std::move(errors));
}

} // namespace route9::adapters
