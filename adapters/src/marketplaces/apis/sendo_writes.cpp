// SPDX-License-Identifier: Apache-2.0
// Sendo: a seller confirms that the goods are there (3), cancels with a reason of Sendo's list
// (13), and tells the delivery (7) only where the shop ships by itself. The order is looked at
// first.
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/platform_apis.hpp"
#include "marketplaces/apis/sendo_calls.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace route9::adapters {
namespace {

constexpr std::int64_t kCodeMax = 1'000;
constexpr std::int64_t kNew = 2;
constexpr std::int64_t kConfirmed = 3;
constexpr std::int64_t kOnItsWay = 6;
constexpr std::int64_t kDelivered = 7;
constexpr std::int64_t kCancelled = 13;
constexpr std::string_view kBySeller = "CBS1"; // "Hủy bởi người bán"

WriteStep
tell(const ApiAccess& access, const WriteBack& what, std::int64_t status, const Json& reason) {
    const Json body{
        {"order_number", what.external_id},
        {"order_status", status},
        {"cancel_order_reason", reason},
    };
    return WriteStep::make_call(sendo_send(access, "PUT", "", body));
}

/// The shop's choice, else the seller's own reason, else the first of Sendo's list; empty when
/// there is none.
std::string reason_of(const ApiAccess& access, const Json& answer) {
    std::vector<std::string> codes;
    const Json* list = find_path(answer, "/result");
    for (std::size_t at = 0; list != nullptr && list->is_array() && at < list->size(); ++at) {
        FieldErrors ignored;
        const auto code = ForeignObject{(*list)[at], "", ignored}.id("code", Need::optional);
        if (!code.empty()) {
            codes.push_back(code);
        }
    }
    for (const std::string& wanted : {access.setting("cancel_reason"), std::string{kBySeller}}) {
        if (std::ranges::find(codes, wanted) != codes.end()) {
            return wanted;
        }
    }
    return codes.empty() ? std::string{} : codes.front();
}

WriteStep cancel(const ApiAccess& access, const WriteBack& what, std::span<const Json> answers) {
    if (answers.size() == 1) {
        return WriteStep::make_call(sendo_get(access, "/reason-collection"));
    }
    const std::string reason = reason_of(access, answers[1]);
    if (reason.empty()) {
        return WriteStep::refuse("Sendo names no reason to cancel with");
    }
    return tell(access, what, kCancelled, reason);
}

} // namespace

WriteStep sendo_write_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant
) {
    if (what.action == WriteAction::shipped || what.action == WriteAction::delivery_failed) {
        return WriteStep::finish("Sendo takes no such word");
    }
    if (answers.empty()) {
        return WriteStep::make_call(sendo_get(access, sendo_order_target(what.external_id)));
    }
    const bool is_cancelled = what.action == WriteAction::cancelled;
    if (answers.size() > (is_cancelled ? 2U : 1U)) {
        return WriteStep::finish("told");
    }
    const Json* sold = find_path(answers[0], "/result/sales_order");
    if (sold == nullptr) {
        return WriteStep::refuse("Sendo does not know this order");
    }
    FieldErrors ignored;
    const auto status =
        ForeignObject{*sold, "", ignored}.count("order_status", Need::optional, 0, kCodeMax);
    const Json* own = find_path(*sold, "/is_self_shipping");
    const bool is_own = own != nullptr && *own == true;
    const bool is_open = status == kNew || status == kConfirmed;
    switch (what.action) {
    case WriteAction::accepted:
    case WriteAction::packed: // where it was not told before
        if (status == kNew) {
            return tell(access, what, kConfirmed, Json{});
        }
        break;
    case WriteAction::cancelled:
        if (is_open) {
            return cancel(access, what, answers);
        }
        break;
    case WriteAction::delivered:
        if (is_own && (is_open || status == kOnItsWay)) {
            return tell(access, what, kDelivered, Json{});
        }
        break;
    case WriteAction::shipped:
    case WriteAction::delivery_failed:
        break;
    }
    return WriteStep::finish(
        "nothing to tell of an order in status " + (status ? std::to_string(*status) : "?")
    );
}

} // namespace route9::adapters
