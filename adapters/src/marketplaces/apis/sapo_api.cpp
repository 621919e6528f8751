// SPDX-License-Identifier: Apache-2.0
// Sapo's API: a shop's own host; a private app's key and secret as user and password, or a public
// app's token in a header. Both of Sapo's products list orders at the same place, each in its own
// words, as their webhooks do.
#include "core/crypto.hpp"
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/platform_apis.hpp"
#include "marketplaces/apis/pushed_orders.hpp"
#include "marketplaces/apis/query_text.hpp"
#include "marketplaces/apis/sapo_calls.hpp"

#include <chrono>
#include <string>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::chrono::days kSpanMax{3'650}; // there is no bound; pages bound an answer
constexpr std::size_t kPageSize = 250;
constexpr std::size_t kOrdersAtOnce = 50;

std::vector<ApiCall>
order_calls(const ApiAccess& access, std::span<const std::string> ids, Instant) {
    const Parameters parameters{
        {"ids", comma_list(ids)},
        {"limit", std::to_string(kOrdersAtOnce)},
        {"status", "any"},
    };
    return {sapo_call(access, "GET", "/orders.json?" + query_text(parameters))};
}

std::vector<FetchedOrder>
read_orders(std::span<const Json> answers, std::span<const std::string> ids, const OrderStates&) {
    return read_as_pushed("sapo", "orders/updated", find_path(answers.front(), "/orders"), ids);
}

ApiCall changes_call(const ApiAccess& access, const ChangeSpan& span, Instant) {
    const Parameters parameters{
        {"fields", "id"},
        {"limit", std::to_string(kPageSize)},
        {"modified_on_min", format_utc(span.from)},
        {"page", page_number(span)},
        {"status", "any"},
    };
    return sapo_call(access, "GET", "/orders.json?" + query_text(parameters));
}

Result<ChangePage> read_changes(const Json& answer, const ChangeSpan& span) {
    return read_numbered_page(find_path(answer, "/orders"), span, kPageSize);
}

} // namespace

ApiCall
sapo_call(const ApiAccess& access, std::string method, std::string target, const Json& body) {
    const std::string token{access.access_token.reveal_text()};
    const bool is_pair = token.contains(':');
    ApiCall call{
        .method = std::move(method),
        .target = std::move(target),
        .headers =
            {is_pair ? ApiHeader{"Authorization", "Basic " + base64(as_byte_view(token))}
                     : ApiHeader{"X-Sapo-Access-Token", token}},
    };
    return with_json(std::move(call), body);
}

ShopApi sapo_api() {
    return {
        .platform = "sapo",
        .orders_at_once = kOrdersAtOnce,
        .is_pushed = true,
        .order_calls = order_calls,
        .read_orders = read_orders,
        .changes_call = changes_call,
        .read_changes = read_changes,
        .span_max = kSpanMax,
    };
}

} // namespace route9::adapters
