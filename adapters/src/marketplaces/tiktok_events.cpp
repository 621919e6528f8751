// SPDX-License-Identifier: Apache-2.0
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/shop_readers.hpp"

#include <array>
#include <utility>

namespace route9::adapters {
namespace {

// Types of the webhook documentation.
constexpr std::int64_t kOrderStatus = 1;
constexpr std::int64_t kAddress = 3;
constexpr std::int64_t kDeauthorised = 6;
constexpr std::int64_t kExpiresSoon = 7;
constexpr std::int64_t kCancellation = 11;
constexpr std::int64_t kTypeMax = 10'000;

constexpr std::string_view kPending = "CANCELLATION_REQUEST_PENDING";

void read_kind(
    ForeignObject& data, std::int64_t type, const OrderStates& states, InboundEvent& event
) {
    const bool is_released =
        type == kOrderStatus && read_state(data, "order_status", states, event);
    if (is_released || type == kAddress) {
        event.kind = EventKind::order_to_fetch;
        event.is_name_only = !is_released;
    } else if (type == kCancellation) {
        const bool is_asked = data.text("cancel_status", Need::required) == kPending;
        event.kind = is_asked ? EventKind::cancel_requested : EventKind::order_to_fetch;
        event.is_name_only = !is_asked;
    }
}

} // namespace

Result<InboundEvent> read_tiktok_event(const Json& message, const MessageOrigin& origin) {
    FieldErrors errors;
    ForeignObject root{message, "", errors};
    const auto type = root.count("type", Need::required, 0, kTypeMax);
    if (type == kDeauthorised) {
        return fail(
            ErrorCode::validation_failed,
            "the shop has withdrawn its authorisation: its orders come no more"
        );
    }
    if (type == kExpiresSoon) {
        return fail(
            ErrorCode::validation_failed, "the authorisation of the shop ends soon: renew it"
        );
    }
    if (type && *type != kOrderStatus && *type != kAddress && *type != kCancellation) {
        return InboundEvent{.reason = "type " + std::to_string(*type)};
    }
    const auto* data = root.object("data", Need::required);
    if (data == nullptr || !type) {
        return fail_fields(std::move(errors));
    }
    ForeignObject reader{*data, "/data", errors};
    InboundEvent event;
    event.channel = "tiktok";
    event.external_id = reader.id("order_id", Need::required);
    event.source_time = read_epoch(
        reader, reader.has("update_time") ? "update_time" : "create_time", Need::required
    );
    read_kind(reader, *type, origin.states, event);
    return finish_event(std::move(event), std::move(errors));
}

} // namespace route9::adapters
