// SPDX-License-Identifier: Apache-2.0
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/shop_readers.hpp"

#include <utility>

namespace route9::adapters {

/// An event of the app's queue, as it was pulled.
Result<InboundEvent> read_tiki_event(const Json& message, const MessageOrigin& origin) {
    FieldErrors errors;
    ForeignObject root{message, "", errors};
    const auto type = root.text("type", Need::required);
    const bool is_order = type == "ORDER_CREATED_SUCCESSFULLY" || type == "ORDER_STATUS_UPDATED";
    if (!type.empty() && !is_order) {
        return InboundEvent{.reason = "type " + type};
    }
    const auto* payload = root.object("payload", Need::required);
    if (payload == nullptr) {
        return fail_fields(std::move(errors));
    }
    ForeignObject reader{*payload, "/payload", errors};
    InboundEvent event;
    event.channel = "tiki";
    event.external_id = reader.id("order_code", Need::required);
    event.source_time = read_epoch(root, "created_at", Need::required);
    if (read_state(reader, "status", origin.states, event)) {
        event.kind = EventKind::order_to_fetch;
    }
    return finish_event(std::move(event), std::move(errors));
}

} // namespace route9::adapters
