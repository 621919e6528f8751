// SPDX-License-Identifier: Apache-2.0
#include "gateway/orders/refused_cancellation.hpp"

#include "core/journal.hpp"
#include "core/json.hpp"
#include "gateway/orders/order_events.hpp"
#include "gateway/orders/prepared_order.hpp"

#include <algorithm>
#include <span>

namespace route9::gateway {
namespace {

using namespace fulfillment;

constexpr std::string_view kRefused = "CANCEL_NOT_TAKEN";

} // namespace

Result<void>
keep_refused_cancellation(Tx& tx, OrderRecord record, const Cancellation& cancellation) {
    std::vector<HoldReason> reasons = parse_reasons(record.reasons);
    if (std::ranges::find(reasons, kRefused, &HoldReason::code) != reasons.end()) {
        return {};
    }
    reasons.push_back({.code = std::string{kRefused}});
    record.reasons = reasons_text(reasons);
    const Event event = order_event(
        record,
        cancellation.ids.event,
        "order.updated",
        cancellation.at,
        Json{
            {"status", std::string{name(record.status)}},
            {"not_taken", Json::array({"cancellation"})},
        }
    );
    if (!orders::update(tx, record)) {
        return fail(ErrorCode::conflict, "the order changed meanwhile; try again");
    }
    journal::append(tx, std::span{&event, 1});
    return {};
}

} // namespace route9::gateway
