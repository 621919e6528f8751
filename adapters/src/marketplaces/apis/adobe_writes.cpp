// SPDX-License-Identifier: Apache-2.0
// Adobe Commerce: a packed order becomes a shipment with our tracking number, one that is cancelled
// here is cancelled there. The order is looked at first, so that nothing is shipped twice.
#include "marketplaces/apis/adobe_calls.hpp"
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/platform_apis.hpp"
#include "marketplaces/apis/pushed_orders.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace route9::adapters {
namespace {

constexpr std::array<std::string_view, 2> kMayBeShipped{"new", "processing"};
constexpr std::array<std::string_view, 4> kMayEnd{
    "new", "pending_payment", "payment_review", "processing"
};

/// Any piece of it.
bool is_shipped(const Json& order) {
    const auto* items = find_path(order, "/items");
    return items != nullptr && items->is_array() &&
           std::ranges::any_of(*items, [](const Json& item) {
               const auto* sent = find_path(item, "/qty_shipped");
               if (sent == nullptr) {
                   return false;
               }
               const auto text =
                   sent->is_string() ? sent->get<std::string>() : number_text(*sent).value_or("0");
               return text.find_first_of("123456789") != std::string::npos;
           });
}

WriteStep ship(const ApiAccess& access, const WriteBack& what) {
    const std::string company = access.setting("tracking_company");
    const Json track{
        {"carrier_code", "custom"},
        {"title", company.empty() ? "route9" : company},
        {"track_number", what.tracking},
    };
    const Json body{{"notify", tells_buyer(access)}, {"tracks", Json::array({track})}};
    return WriteStep::make_call(
        adobe_post(access, adobe_order_target("/order/", what.external_id, "/ship"), body)
    );
}

WriteStep last(const WriteBack& what, const Json& answer) {
    if (what.action == WriteAction::cancelled && answer == false) {
        return WriteStep::refuse("Adobe Commerce does not let this order be cancelled");
    }
    return WriteStep::finish("told");
}

} // namespace

WriteStep adobe_write_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant
) {
    const bool is_end = what.action == WriteAction::cancelled;
    if (!is_end && what.action != WriteAction::packed) {
        return WriteStep::finish("Adobe Commerce takes no such word");
    }
    if (answers.empty()) {
        return WriteStep::make_call(
            adobe_get(access, adobe_order_target("/orders/", what.external_id, ""))
        );
    }
    if (answers.size() > 1) {
        return last(what, answers[1]);
    }
    FieldErrors ignored;
    const auto state = ForeignObject{answers[0], "", ignored}.text("state", Need::optional);
    if (is_end && std::ranges::find(kMayEnd, state) != kMayEnd.end()) {
        const auto target = adobe_order_target("/orders/", what.external_id, "/cancel");
        return WriteStep::make_call(adobe_post(access, target, Json::object()));
    }
    const bool may_ship = std::ranges::find(kMayBeShipped, state) != kMayBeShipped.end();
    if (!is_end && may_ship && !is_shipped(answers[0])) {
        return ship(access, what);
    }
    return WriteStep::finish("nothing to tell of an order in state " + state);
}

} // namespace route9::adapters
