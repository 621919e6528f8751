// SPDX-License-Identifier: Apache-2.0
#include "gateway/orders/awaited_order.hpp"

#include "core/journal.hpp"
#include "core/json.hpp"
#include "gateway/orders/order_events.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace route9::gateway {

using namespace fulfillment;

AwaitedOrder
await_order(const OrderReference& named, Instant source_time, const PreparationTools& tools) {
    SealedRecipient nobody = seal_recipient(
        {}, "", named.tenant, tools.keys.index, tools.vault, tools.entropy, tools.now
    );
    OrderRecord record;
    record.tenant = named.tenant;
    record.id = OrderId::make(tools.now, tools.entropy);
    record.seller = named.seller;
    record.status = OrderStatus::awaiting_details;
    record.order.external_id = named.external_id;
    record.order.channel = named.channel;
    record.order.placed_at = source_time;
    record.person = nobody.person;
    record.recipient = std::move(nobody.sealed);
    record.phone_index = nobody.phone_index;
    record.name_index = nobody.name_index;
    record.source_time = source_time;
    record.received_at = tools.now;
    return {std::move(record), std::move(nobody.wrapped_key)};
}

bool has_reason(std::string_view reasons, std::string_view code) {
    const auto list = parse_reasons(reasons);
    return std::ranges::find(list, code, &HoldReason::code) != list.end();
}

std::string without_reason(std::string_view reasons, std::string_view code) {
    auto list = parse_reasons(reasons);
    std::erase_if(list, [code](const HoldReason& reason) { return reason.code == code; });
    return reasons_text(list);
}

Result<void>
add_reason(Tx& tx, OrderRecord record, HoldReason reason, const EventId& event, Instant at) {
    auto list = parse_reasons(record.reasons);
    const auto known = std::ranges::find(list, reason.code, &HoldReason::code);
    if (known != list.end() && *known == reason) {
        return {};
    }
    if (known != list.end()) {
        list.erase(known);
    }
    Json data{{"status", std::string{name(record.status)}}, {"reason", reason.code}};
    list.push_back(std::move(reason));
    record.reasons = reasons_text(list);
    std::vector<Event> events;
    if (record.status != OrderStatus::awaiting_details) {
        events.push_back(order_event(record, event, "order.updated", at, std::move(data)));
    }
    if (!orders::update(tx, record)) {
        return fail(ErrorCode::conflict, "the order changed meanwhile; try again");
    }
    journal::append(tx, events);
    return {};
}

} // namespace route9::gateway
