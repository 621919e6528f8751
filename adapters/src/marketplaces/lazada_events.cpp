// SPDX-License-Identifier: Apache-2.0
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/shop_readers.hpp"

#include <utility>

namespace route9::adapters {
namespace {

// Types of the push mechanism.
constexpr std::int64_t kOrderLine = 0;
constexpr std::int64_t kTokenExpiry = 8;
constexpr std::int64_t kReverseOrder = 10;
constexpr std::int64_t kTypeMax = 10'000;

} // namespace

/// A message tells of one line: what it means for the order only the whole order tells.
Result<InboundEvent> read_lazada_event(const Json& message, const MessageOrigin& origin) {
    FieldErrors errors;
    ForeignObject root{message, "", errors};
    const auto type = root.count("message_type", Need::required, 0, kTypeMax);
    if (type == kTokenExpiry) {
        return fail(
            ErrorCode::validation_failed,
            "the authorisation of the shop ends within two days: authorise it anew"
        );
    }
    if (type && *type != kOrderLine && *type != kReverseOrder) {
        return InboundEvent{.reason = "message_type " + std::to_string(*type)};
    }
    const auto* data = root.object("data", Need::required);
    if (data == nullptr) {
        return fail_fields(std::move(errors));
    }
    ForeignObject reader{*data, "/data", errors};
    InboundEvent event{.kind = EventKind::order_to_fetch};
    event.is_name_only = true;
    event.channel = "lazada";
    event.external_id = reader.id("trade_order_id", Need::required);
    event.source_time = read_epoch(reader, "status_update_time", Need::required);
    if (type == kOrderLine) {
        const auto word = reader.text("order_status", Need::required);
        const auto state = source_state(origin.states, word);
        apply_state(reader, "order_status", state, word, event);
        const bool is_quiet = state == SourceState::not_yet || state == SourceState::sent;
        if (!is_quiet) {
            event.kind = EventKind::order_to_fetch;
            event.is_name_only = state != SourceState::released;
        }
    }
    return finish_event(std::move(event), std::move(errors));
}

} // namespace route9::adapters
