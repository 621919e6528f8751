// SPDX-License-Identifier: Apache-2.0
// WooCommerce's REST API v3: a shop's own host, the consumer key and secret as user and password.
// What a webhook carries is what this API answers. The newest change comes first in the list: a
// change while it is read moves no order past a page's end.
#include "core/crypto.hpp"
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/platform_apis.hpp"
#include "marketplaces/apis/pushed_orders.hpp"
#include "marketplaces/apis/query_text.hpp"
#include "marketplaces/apis/woocommerce_calls.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::chrono::days kSpanMax{3'650}; // there is no bound; pages bound an answer
constexpr std::size_t kPageSize = 100;
constexpr std::size_t kOrdersAtOnce = 20; // shops are small servers

/// "ck_…:cs_…".
bool is_token(std::string_view text) {
    const auto colon = text.find(':');
    return colon != std::string_view::npos && colon > 0 && colon + 1 < text.size() &&
           text.find(':', colon + 1) == std::string_view::npos;
}

std::vector<ApiCall>
order_calls(const ApiAccess& access, std::span<const std::string> ids, Instant) {
    const Parameters parameters{
        {"include", comma_list(ids)},
        {"per_page", std::to_string(kOrdersAtOnce)},
        {"status", "any"},
    };
    return {woocommerce_call(access, "GET", "/orders?" + query_text(parameters))};
}

std::vector<FetchedOrder>
read_orders(std::span<const Json> answers, std::span<const std::string> ids, const OrderStates&) {
    return read_as_pushed("woocommerce", "order.updated", &answers.front(), ids);
}

ApiCall changes_call(const ApiAccess& access, const ChangeSpan& span, Instant) {
    const Parameters parameters{
        {"_fields", "id"},
        {"dates_are_gmt", "true"},
        {"modified_after", format_utc(span.from).substr(0, 19)}, // NOLINT: to the second
        {"order", "desc"},
        {"orderby", "modified"},
        {"page", page_number(span)},
        {"per_page", std::to_string(kPageSize)},
        {"status", "any"},
    };
    return woocommerce_call(access, "GET", "/orders?" + query_text(parameters));
}

Result<ChangePage> read_changes(const Json& answer, const ChangeSpan& span) {
    return read_numbered_page(&answer, span, kPageSize);
}

} // namespace

ApiCall woocommerce_call(
    const ApiAccess& access, std::string method, std::string target, const Json& body
) {
    const std::string pair = std::string{access.access_token.reveal_text()};
    ApiCall call{
        .method = std::move(method),
        .target = std::move(target),
        .headers = {{"Authorization", "Basic " + base64(as_byte_view(pair))}},
    };
    return with_json(std::move(call), body);
}

ShopApi woocommerce_api() {
    return {
        .platform = "woocommerce",
        .orders_at_once = kOrdersAtOnce,
        .is_pushed = true,
        .is_token = is_token,
        .token_form = "CONSUMER_KEY:CONSUMER_SECRET (ck_…:cs_…)",
        .order_calls = order_calls,
        .read_orders = read_orders,
        .changes_call = changes_call,
        .read_changes = read_changes,
        .span_max = kSpanMax,
    };
}

} // namespace route9::adapters
