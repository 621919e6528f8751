// SPDX-License-Identifier: Apache-2.0
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/shop_readers.hpp"

#include <utility>

namespace route9::adapters {
namespace {

// Codes of the push guide.
constexpr std::int64_t kVerification = 0;
constexpr std::int64_t kDeauthorised = 2;
constexpr std::int64_t kOrderStatus = 3;
constexpr std::int64_t kExpiresSoon = 12;
constexpr std::int64_t kCodeMax = 10'000;

} // namespace

Result<InboundEvent> read_shopee_event(const Json& message, const MessageOrigin& origin) {
    FieldErrors errors;
    ForeignObject root{message, "", errors};
    const auto code = root.count("code", Need::required, kVerification, kCodeMax);
    if (code == kDeauthorised) {
        return fail(
            ErrorCode::validation_failed,
            "the shop has withdrawn its authorisation: its orders come no more"
        );
    }
    if (code == kExpiresSoon) {
        return fail(
            ErrorCode::validation_failed,
            "the authorisation of shops ends soon: authorise them anew"
        );
    }
    if (code && *code != kOrderStatus) {
        return InboundEvent{.reason = "code " + std::to_string(*code)};
    }
    const auto* data = root.object("data", Need::required);
    if (data == nullptr) {
        return fail_fields(std::move(errors));
    }
    ForeignObject reader{*data, "/data", errors};
    InboundEvent event;
    event.channel = "shopee";
    event.external_id = reader.id("ordersn", Need::required);
    event.source_time = read_epoch(reader, "update_time", Need::required);
    if (read_state(reader, "status", origin.states, event)) {
        event.kind = EventKind::order_to_fetch;
    }
    return finish_event(std::move(event), std::move(errors));
}

} // namespace route9::adapters
