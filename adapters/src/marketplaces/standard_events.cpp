// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/standard_events.hpp"

#include "adapters/documents/order_document.hpp"
#include "core/limits.hpp"

#include <string>
#include <utility>

namespace route9::adapters {
namespace {

void append(FieldErrors& errors, Error&& error) {
    for (auto& field : error.fields) {
        errors.push_back(std::move(field));
    }
}

void read_cancellation(ObjectReader& root, InboundEvent& event, FieldErrors& errors) {
    const auto* data = root.object("data", Need::required);
    if (data == nullptr) {
        return;
    }
    ObjectReader reader{*data, root.pointer("data"), errors};
    event.external_id =
        reader.text("external_id", Need::required, limits::foreign_id_bytes_max).value_or("");
    event.channel =
        reader.text("channel", Need::optional, limits::foreign_id_bytes_max).value_or("");
    event.reason = reader.text("reason", Need::optional, limits::text_bytes_max).value_or("");
}

void read_order_data(
    ObjectReader& root, std::string_view channel, InboundEvent& event, FieldErrors& errors
) {
    const auto* data = root.object("data", Need::required);
    if (data == nullptr) {
        return;
    }
    const auto pointer = root.pointer("data");
    auto order = read_foreign_order(*data, {.channel = channel, .pointer = pointer});
    if (!order) {
        append(errors, std::move(order).error());
        return;
    }
    event.external_id = order->external_id;
    if (const auto claimed = data->find("channel"); claimed != data->end() && !claimed->is_null()) {
        event.channel = order->channel;
    }
    event.order = *std::move(order);
}

EventKind kind_of(std::string_view type) {
    if (type == "order.created") {
        return EventKind::order_created;
    }
    if (type == "order.updated") {
        return EventKind::order_updated;
    }
    return type == "order.cancelled" ? EventKind::order_cancelled : EventKind::ignored;
}

} // namespace

Result<InboundEvent> read_standard_event(const Json& message, std::string_view channel) {
    FieldErrors errors;
    ObjectReader root{message, "", errors};
    InboundEvent event;
    const auto type = root.text("type", Need::required, limits::text_bytes_max);
    event.kind = kind_of(type.value_or(""));
    if (type && event.kind == EventKind::ignored) {
        event.reason = "type " + *type;
        return event;
    }
    if (const auto text = root.text("timestamp", Need::optional, limits::text_bytes_max)) {
        const auto at = parse_rfc3339(*text);
        if (at) {
            event.source_time = *at;
        } else {
            root.refuse("timestamp", "malformed", R"(must be like "2026-01-01T03:00:00Z")");
        }
    }
    if (event.kind == EventKind::order_cancelled) {
        read_cancellation(root, event, errors);
    } else if (type) {
        read_order_data(root, channel, event, errors);
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return event;
}

} // namespace route9::adapters
