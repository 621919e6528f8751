// SPDX-License-Identifier: Apache-2.0
// WooCommerce: its core knows no parcels. A tracking number becomes a note of the order and a
// member of its meta data, a delivery its status "completed". What stands there already is not told
// again, so that a repeated attempt mails nobody twice.
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/platform_apis.hpp"
#include "marketplaces/apis/pushed_orders.hpp"
#include "marketplaces/apis/query_text.hpp"
#include "marketplaces/apis/woocommerce_calls.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::array<std::string_view, 3> kCancelled{"cancelled", "refunded", "trash"};
constexpr const char* kCompleted = "completed";

std::string order_path(const WriteBack& what) {
    return "/orders/" + path_step(what.external_id);
}

bool is_cancelled(const Json& order) {
    return std::ranges::find(kCancelled, text_at(order, "/status")) != kCancelled.end();
}

WriteStep refuse_ended(const Json& order) {
    return WriteStep::refuse("the order is " + text_at(order, "/status") + " at WooCommerce");
}

WriteStep ask_state(const ApiAccess& access, const WriteBack& what) {
    return WriteStep::make_call(
        woocommerce_call(access, "GET", order_path(what) + "?_fields=id%2Cstatus")
    );
}

WriteStep put(const ApiAccess& access, const WriteBack& what, const Json& order) {
    return WriteStep::make_call(woocommerce_call(access, "PUT", order_path(what), order));
}

/// Without words of any language: a buyer may read it.
std::string note_text(const ApiAccess& access, const std::string& what) {
    const std::string company = access.setting("tracking_company");
    return (company.empty() ? "route9" : company) + ": " + what;
}

bool says(const Json& notes, const std::string& text) {
    return notes.is_array() && std::ranges::any_of(notes, [&text](const Json& note) {
               return text_at(note, "/note").contains(text);
           });
}

/// Its note, unless there is one, and then `last`.
WriteStep note_step(
    const ApiAccess& access,
    const WriteBack& what,
    std::span<const Json> answers,
    const std::string& text,
    bool is_for_buyer
) {
    const std::string path = order_path(what) + "/notes";
    if (answers.empty()) {
        return WriteStep::make_call(woocommerce_call(access, "GET", path));
    }
    if (answers.size() == 1 && !says(answers[0], text)) {
        const Json note{{"note", note_text(access, text)}, {"customer_note", is_for_buyer}};
        return WriteStep::make_call(woocommerce_call(access, "POST", path, note));
    }
    return WriteStep::finish(text);
}

WriteStep pack_step(const ApiAccess& access, const WriteBack& what, std::span<const Json> answers) {
    if (answers.empty()) {
        return ask_state(access, what);
    }
    if (is_cancelled(answers[0])) {
        return refuse_ended(answers[0]);
    }
    if (answers.size() == 1) {
        Json order{
            {"meta_data",
             Json::array({{{"key", "route9_tracking_number"}, {"value", what.tracking}}})},
        };
        const std::string status = access.setting("packed_status");
        if (!status.empty() && text_at(answers[0], "/status") != kCompleted) {
            order["status"] = status;
        }
        return put(access, what, order);
    }
    return note_step(access, what, answers.subspan(2), what.tracking, tells_buyer(access));
}

WriteStep
deliver_step(const ApiAccess& access, const WriteBack& what, std::span<const Json> answers) {
    if (answers.empty()) {
        return ask_state(access, what);
    }
    if (is_cancelled(answers[0])) {
        return refuse_ended(answers[0]);
    }
    if (answers.size() == 1 && text_at(answers[0], "/status") != kCompleted) {
        return put(access, what, {{"status", kCompleted}});
    }
    return WriteStep::finish(kCompleted);
}

WriteStep
cancel_step(const ApiAccess& access, const WriteBack& what, std::span<const Json> answers) {
    if (answers.empty()) {
        return ask_state(access, what);
    }
    if (text_at(answers[0], "/status") == kCompleted) {
        return refuse_ended(answers[0]);
    }
    if (answers.size() == 1 && !is_cancelled(answers[0])) {
        Json order{{"status", "cancelled"}};
        if (what.is_out_of_stock) {
            order["meta_data"] =
                Json::array({{{"key", "route9_cancel_reason"}, {"value", "out_of_stock"}}});
        }
        return put(access, what, order);
    }
    return WriteStep::finish("cancelled");
}

} // namespace

WriteStep woocommerce_write_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant
) {
    switch (what.action) {
    case WriteAction::packed:
        return pack_step(access, what, answers);
    case WriteAction::delivered:
        return deliver_step(access, what, answers);
    case WriteAction::cancelled:
        return cancel_step(access, what, answers);
    case WriteAction::accepted:
    case WriteAction::shipped:
        return WriteStep::finish("WooCommerce knows no such step");
    case WriteAction::delivery_failed:
        break;
    }
    return note_step(access, what, answers, "delivery_failed", false);
}

} // namespace route9::adapters
