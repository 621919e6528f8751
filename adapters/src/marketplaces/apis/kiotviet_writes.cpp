// SPDX-License-Identifier: Apache-2.0
// KiotViet: an order that is cancelled here is given up there, by the call that its documentation
// calls deletion. Payments that it holds stay. Its other call replaces a whole order, with goods
// and delivery: what happened to one is not told by it. The order is looked at first.
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/kiotviet_calls.hpp"
#include "marketplaces/apis/platform_apis.hpp"
#include "marketplaces/apis/pushed_orders.hpp"

#include <string>

namespace route9::adapters {
namespace {

constexpr std::string_view kDone = "3";
constexpr std::string_view kCancelled = "4";

} // namespace

WriteStep kiotviet_write_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant
) {
    if (what.action != WriteAction::cancelled) {
        return WriteStep::finish("KiotViet takes no such word");
    }
    const std::string target = kiotviet_order_target(what.external_id);
    if (answers.empty()) {
        return WriteStep::make_call(kiotviet_call(access, "GET", target));
    }
    const std::string status = text_at(answers[0], "/status");
    if (answers.size() > 1 || status == kCancelled) {
        return WriteStep::finish("cancelled");
    }
    if (status.empty()) {
        return WriteStep::refuse("KiotViet does not show this order");
    }
    if (status == kDone) {
        return WriteStep::refuse("KiotViet's order is done, it cannot be given up any more");
    }
    return WriteStep::make_call(kiotviet_call(access, "DELETE", target));
}

} // namespace route9::adapters
