// SPDX-License-Identifier: Apache-2.0
// Haravan's API: one host for all shops, a token of the app's (or private app's) for each. What a
// webhook carries is what this API answers. The newest change comes first in the list: a change
// while it is read moves no order past a page's end.
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/haravan_calls.hpp"
#include "marketplaces/apis/platform_apis.hpp"
#include "marketplaces/apis/pushed_orders.hpp"
#include "marketplaces/apis/query_text.hpp"

#include <chrono>
#include <string>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::chrono::days kSpanMax{3'650}; // there is no bound; pages bound an answer
constexpr std::size_t kPageSize = 50;        // no more is given

std::vector<ApiCall>
order_calls(const ApiAccess& access, std::span<const std::string> ids, Instant) {
    const Parameters parameters{
        {"ids", comma_list(ids)},
        {"limit", std::to_string(kPageSize)},
        {"status", "any"},
    };
    return {haravan_call(access, "GET", "/orders.json?" + query_text(parameters))};
}

std::vector<FetchedOrder>
read_orders(std::span<const Json> answers, std::span<const std::string> ids, const OrderStates&) {
    return read_as_pushed("haravan", "orders/updated", find_path(answers.front(), "/orders"), ids);
}

ApiCall changes_call(const ApiAccess& access, const ChangeSpan& span, Instant) {
    const Parameters parameters{
        {"fields", "id"},
        {"limit", std::to_string(kPageSize)},
        {"order", "updated_at desc"},
        {"page", page_number(span)},
        {"status", "any"},
        {"updated_at_min", format_utc(span.from)},
    };
    return haravan_call(access, "GET", "/orders.json?" + query_text(parameters));
}

Result<ChangePage> read_changes(const Json& answer, const ChangeSpan& span) {
    return read_numbered_page(find_path(answer, "/orders"), span, kPageSize);
}

} // namespace

ApiCall
haravan_call(const ApiAccess& access, std::string method, std::string target, const Json& body) {
    ApiCall call{
        .method = std::move(method),
        .target = std::move(target),
        .headers = {{"Authorization", "Bearer " + std::string{access.access_token.reveal_text()}}},
    };
    return with_json(std::move(call), body);
}

ShopApi haravan_api() {
    return {
        .platform = "haravan",
        .orders_at_once = kPageSize,
        .is_pushed = true,
        .order_calls = order_calls,
        .read_orders = read_orders,
        .changes_call = changes_call,
        .read_changes = read_changes,
        .span_max = kSpanMax,
    };
}

} // namespace route9::adapters
