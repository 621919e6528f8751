// SPDX-License-Identifier: Apache-2.0
// Haravan: an order is confirmed, then fulfilled with a tracking number; the carrier's state of
// that fulfilment tells the last mile. The order is looked at first, so that nothing is told twice.
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/haravan_calls.hpp"
#include "marketplaces/apis/platform_apis.hpp"
#include "marketplaces/apis/pushed_orders.hpp"
#include "marketplaces/apis/query_text.hpp"

#include <string>

namespace route9::adapters {
namespace {

std::string order_path(const WriteBack& what) {
    return "/orders/" + path_step(what.external_id);
}

bool is_cancelled(const Json& answer) {
    return text_at(answer, "/order/cancelled_status") == "cancelled" ||
           !text_at(answer, "/order/cancelled_at").empty();
}

/// Of the order that was answered; an empty list where there is none.
const Json& fulfillments(const Json& answer) {
    static const Json kNone = Json::array();
    const Json* list = find_path(answer, "/order/fulfillments");
    return list != nullptr && list->is_array() ? *list : kNone;
}

bool has_tracking(const Json& answer, const std::string& tracking) {
    for (const Json& one : fulfillments(answer)) {
        if (text_at(one, "/tracking_number") == tracking) {
            return true;
        }
    }
    return false;
}

/// The id of the newest that still stands; empty when there is none.
std::string standing_fulfillment(const Json& answer) {
    std::string id;
    for (const Json& one : fulfillments(answer)) {
        if (text_at(one, "/status") != "cancelled") {
            id = text_at(one, "/id");
        }
    }
    return id;
}

Json fulfillment_body(const ApiAccess& access, const WriteBack& what) {
    Json body{{"tracking_number", what.tracking}, {"notify_customer", tells_buyer(access)}};
    if (const std::string company = access.setting("tracking_company"); !company.empty()) {
        body["tracking_company"] = company;
    }
    return {{"fulfillment", std::move(body)}};
}

bool needs_word(const Json& answer) {
    return text_at(answer, "/order/confirmed_status") == "unconfirmed";
}

WriteStep confirm_call(const ApiAccess& access, const WriteBack& what) {
    return WriteStep::make_call(
        haravan_call(access, "POST", order_path(what) + "/confirm.json", Json::object())
    );
}

WriteStep
accept_step(const ApiAccess& access, const WriteBack& what, std::span<const Json> answers) {
    if (is_cancelled(answers[0])) {
        return WriteStep::refuse("the order is cancelled at Haravan");
    }
    const bool is_open = answers.size() == 1 && needs_word(answers[0]);
    return is_open ? confirm_call(access, what) : WriteStep::finish("confirmed");
}

WriteStep pack_step(const ApiAccess& access, const WriteBack& what, std::span<const Json> answers) {
    if (is_cancelled(answers[0])) {
        return WriteStep::refuse("the order is cancelled at Haravan");
    }
    const bool is_fulfilled = text_at(answers[0], "/order/fulfillment_status") == "fulfilled";
    if (is_fulfilled || has_tracking(answers[0], what.tracking)) {
        return WriteStep::finish("fulfilled at Haravan already");
    }
    if (needs_word(answers[0]) && answers.size() == 1) {
        return confirm_call(access, what);
    }
    const std::size_t before = needs_word(answers[0]) ? 2 : 1;
    if (answers.size() == before) {
        return WriteStep::make_call(haravan_call(
            access, "POST", order_path(what) + "/fulfillments.json", fulfillment_body(access, what)
        ));
    }
    return WriteStep::finish(what.tracking);
}

/// What a parcel's way is called there.
struct CarrierState {
    const char* code;
    const char* words;
};

CarrierState carrier_state(WriteAction action) {
    switch (action) {
    case WriteAction::shipped:
        return {"delivering", "on its way"};
    case WriteAction::delivered:
        return {"delivered", "delivered"};
    case WriteAction::accepted:
    case WriteAction::packed:
    case WriteAction::cancelled:
    case WriteAction::delivery_failed:
        break;
    }
    return {"notmeetcustomer", "delivery failed"};
}

WriteStep
carrier_step(const ApiAccess& access, const WriteBack& what, std::span<const Json> answers) {
    const CarrierState state = carrier_state(what.action);
    if (answers.size() > 1) {
        return WriteStep::finish(state.words);
    }
    const std::string id = standing_fulfillment(answers[0]);
    if (id.empty()) {
        return WriteStep::finish("Haravan has no fulfilment to tell it of");
    }
    const Json body{{"fulfillment", {{"carrier_status_code", state.code}}}};
    return WriteStep::make_call(haravan_call(
        access, "PUT", order_path(what) + "/fulfillments/" + path_step(id) + ".json", body
    ));
}

WriteStep
cancel_step(const ApiAccess& access, const WriteBack& what, std::span<const Json> answers) {
    if (answers.size() > 1 || is_cancelled(answers[0])) {
        return WriteStep::finish("cancelled");
    }
    const Json body{
        {"reason", what.is_out_of_stock ? "inventory" : "other"},
        {"email", tells_buyer(access)},
    };
    return WriteStep::make_call(
        haravan_call(access, "POST", order_path(what) + "/cancel.json", body)
    );
}

} // namespace

WriteStep haravan_write_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant
) {
    if (answers.empty()) {
        return WriteStep::make_call(haravan_call(access, "GET", order_path(what) + ".json"));
    }
    switch (what.action) {
    case WriteAction::accepted:
        return accept_step(access, what, answers);
    case WriteAction::packed:
        return pack_step(access, what, answers);
    case WriteAction::cancelled:
        return cancel_step(access, what, answers);
    case WriteAction::shipped:
    case WriteAction::delivered:
    case WriteAction::delivery_failed:
        break;
    }
    return carrier_step(access, what, answers);
}

} // namespace route9::adapters
