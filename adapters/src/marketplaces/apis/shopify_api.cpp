// SPDX-License-Identifier: Apache-2.0
// Shopify's Admin API of 2026-07: a shop's own host. Orders are read by REST, which answers what a
// webhook carries, in the order of ids (since_id), so that a change while a list is read moves
// nothing; what is told is GraphQL. A token is static, or asked for with the app's id and secret
// every day (client credentials), which stand for a refresh token.
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/platform_apis.hpp"
#include "marketplaces/apis/pushed_orders.hpp"
#include "marketplaces/apis/query_text.hpp"
#include "marketplaces/apis/shopify_calls.hpp"

#include <chrono>
#include <string>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::chrono::days kSpanMax{3'650}; // there is no bound; pages bound an answer
constexpr std::size_t kPageSize = 250;
constexpr std::size_t kOrdersAtOnce = 50;

std::vector<ApiHeader> headers(const ApiAccess& access) {
    return {{"X-Shopify-Access-Token", std::string{access.access_token.reveal_text()}}};
}

ApiCall get_orders(const ApiAccess& access, const Parameters& parameters) {
    return {.target = "/orders.json?" + query_text(parameters), .headers = headers(access)};
}

std::vector<ApiCall>
order_calls(const ApiAccess& access, std::span<const std::string> ids, Instant) {
    return {get_orders(
        access,
        {{"ids", comma_list(ids)}, {"limit", std::to_string(kOrdersAtOnce)}, {"status", "any"}}
    )};
}

std::vector<FetchedOrder>
read_orders(std::span<const Json> answers, std::span<const std::string> ids, const OrderStates&) {
    return read_as_pushed("shopify", "orders/updated", find_path(answers.front(), "/orders"), ids);
}

/// An app of the shop's own organisation; the client's secret is always good for another token.
ApiCall token_call(const ApiAccess& access, const TokenGrant& grant, Instant) {
    const Parameters form{
        {"client_id", access.setting("client_id")},
        {"client_secret", std::string{grant.value.reveal_text()}},
        {"grant_type", "client_credentials"},
    };
    return {
        .host = ApiHost::auth,
        .method = "POST",
        .target = "/admin/oauth/access_token",
        .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
        .body = query_text(form),
    };
}

ApiCall changes_call(const ApiAccess& access, const ChangeSpan& span, Instant) {
    return get_orders(
        access,
        {{"fields", "id"},
         {"limit", std::to_string(kPageSize)},
         {"since_id", span.cursor.empty() ? "0" : span.cursor},
         {"status", "any"},
         {"updated_at_min", format_utc(span.from)}}
    );
}

Result<ChangePage> read_changes(const Json& answer, const ChangeSpan& span) {
    auto page = read_numbered_page(find_path(answer, "/orders"), span, kPageSize);
    if (page && !page->next.empty()) {
        page->next = page->external_ids.back();
    }
    return page;
}

} // namespace

ApiCall shopify_query(const ApiAccess& access, std::string_view query, const Json& variables) {
    ApiCall call{.method = "POST", .target = "/graphql.json", .headers = headers(access)};
    return with_json(std::move(call), Json{{"query", query}, {"variables", variables}});
}

std::string shopify_order_gid(const std::string& id) {
    return "gid://shopify/Order/" + id;
}

ShopApi shopify_api() {
    return {
        .platform = "shopify",
        .orders_at_once = kOrdersAtOnce,
        .is_pushed = true,
        .order_calls = order_calls,
        .read_orders = read_orders,
        .token_call = token_call,
        .read_tokens = read_access_token,
        .changes_call = changes_call,
        .read_changes = read_changes,
        .span_max = kSpanMax,
    };
}

} // namespace route9::adapters
