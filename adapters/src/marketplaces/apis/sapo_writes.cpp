// SPDX-License-Identifier: Apache-2.0
// Sapo: the web shop's orders are fulfilled with a tracking number and cancelled. How the back
// office is told is not known well enough to try it; nothing is known for the last mile. The order
// is looked at first, so that nothing is told twice.
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/platform_apis.hpp"
#include "marketplaces/apis/pushed_orders.hpp"
#include "marketplaces/apis/query_text.hpp"
#include "marketplaces/apis/sapo_calls.hpp"

#include <string>

namespace route9::adapters {
namespace {

std::string order_path(const WriteBack& what) {
    return "/orders/" + path_step(what.external_id);
}

bool is_cancelled(const Json& answer) {
    return text_at(answer, "/order/status") == "cancelled" ||
           !text_at(answer, "/order/cancelled_on").empty();
}

bool is_of_back_office(const Json& answer) {
    return find_path(answer, "/order/order_line_items") != nullptr;
}

bool has_tracking(const Json& answer, const std::string& tracking) {
    const Json* list = find_path(answer, "/order/fulfillments");
    for (std::size_t at = 0; list != nullptr && list->is_array() && at < list->size(); ++at) {
        if (text_at((*list)[at], "/tracking_number") == tracking) {
            return true;
        }
    }
    return false;
}

WriteStep pack_step(const ApiAccess& access, const WriteBack& what, std::span<const Json> answers) {
    if (is_of_back_office(answers[0])) {
        return WriteStep::finish("Sapo's back office is told nothing");
    }
    if (is_cancelled(answers[0])) {
        return WriteStep::refuse("the order is cancelled at Sapo");
    }
    const bool is_fulfilled = text_at(answers[0], "/order/fulfillment_status") == "fulfilled";
    if (is_fulfilled || has_tracking(answers[0], what.tracking)) {
        return WriteStep::finish("fulfilled at Sapo already");
    }
    if (answers.size() > 1) {
        return WriteStep::finish(what.tracking);
    }
    Json fulfillment{{"tracking_number", what.tracking}, {"notify_customer", tells_buyer(access)}};
    if (const std::string company = access.setting("tracking_company"); !company.empty()) {
        fulfillment["tracking_company"] = company;
    }
    const Json body{{"fulfillment", std::move(fulfillment)}};
    return WriteStep::make_call(
        sapo_call(access, "POST", order_path(what) + "/fulfillments.json", body)
    );
}

WriteStep
cancel_step(const ApiAccess& access, const WriteBack& what, std::span<const Json> answers) {
    if (answers.size() > 1 || is_cancelled(answers[0])) {
        return WriteStep::finish("cancelled");
    }
    if (is_of_back_office(answers[0])) {
        return WriteStep::refuse("cancel it in Sapo's back office, which is told nothing");
    }
    const Json body{
        {"reason", what.is_out_of_stock ? "inventory" : "other"},
        {"email", tells_buyer(access)},
    };
    return WriteStep::make_call(sapo_call(access, "POST", order_path(what) + "/cancel.json", body));
}

} // namespace

WriteStep sapo_write_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant
) {
    if (what.action != WriteAction::packed && what.action != WriteAction::cancelled) {
        return WriteStep::finish("Sapo takes no such word");
    }
    if (answers.empty()) {
        return WriteStep::make_call(sapo_call(access, "GET", order_path(what) + ".json"));
    }
    return what.action == WriteAction::packed ? pack_step(access, what, answers)
                                              : cancel_step(access, what, answers);
}

} // namespace route9::adapters
