// SPDX-License-Identifier: Apache-2.0
// Sendo's seller API: nothing is signed; the shop's key and secret are exchanged for a bearer token
// of eight hours. Lists know days only.
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/platform_apis.hpp"
#include "marketplaces/apis/query_text.hpp"
#include "marketplaces/apis/sendo_calls.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::chrono::days kSpanMax{2}; // touches three days, which is what Sendo allows
constexpr std::chrono::hours kTokenLife{8};
constexpr int kPageSize = 50;

std::vector<ApiCall>
order_calls(const ApiAccess& access, std::span<const std::string> ids, Instant) {
    return {sendo_get(access, sendo_order_target(ids.front()))};
}

std::vector<FetchedOrder> read_orders(
    std::span<const Json> answers, std::span<const std::string> ids, const OrderStates& states
) {
    std::vector<FetchedOrder> found;
    const auto* order = find_path(answers.front(), "/result");
    if (order == nullptr || order->is_null()) {
        found.push_back({ids.front(), not_at_platform()});
    } else {
        found.push_back({ids.front(), read_sendo_order(*order, states)});
    }
    return found;
}

/// What stands for a refresh token here is the shop's secret key: it is always good for another.
ApiCall token_call(const ApiAccess& access, const TokenGrant& grant, Instant) {
    const Json body{
        {"shop_key", access.setting("shop_key")}, {"secret_key", grant.value.reveal_text()}
    };
    return with_json({.host = ApiHost::auth, .method = "POST", .target = "/login"}, body);
}

/// How "expires" is written is not documented; the eight hours are.
Result<ApiTokens> read_tokens(const Json& answer, Instant now) {
    FieldErrors errors;
    ForeignObject root{answer, "", errors};
    ApiTokens tokens;
    if (const auto* result = root.object("result", Need::required)) {
        ForeignObject reader{*result, "/result", errors};
        tokens.access = read_secret(reader, *result, "token");
    }
    tokens.access_until = now + kTokenLife;
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return tokens;
}

/// "2026/01/01" in Viet Nam.
std::string day_of(Instant at) {
    std::string day = format_corridor(at).substr(0, 10); // NOLINT: the date
    std::ranges::replace(day, '-', '/');
    return day;
}

ApiCall changes_call(const ApiAccess& access, const ChangeSpan& span, Instant) {
    const Json body{
        {"page_size", kPageSize},
        {"order_status_date_from", day_of(span.from)},
        {"order_status_date_to", day_of(span.to)},
        {"token", span.cursor.empty() ? Json{} : Json(span.cursor)},
    };
    return sendo_send(access, "POST", "/search", body);
}

/// Whether it is known to have changed before the span; its day is in the list anyhow.
bool is_older(ForeignObject& order, Instant from) {
    const auto changed = read_epoch(order, "order_status_date_time_stamp", Need::optional);
    const auto updated = read_epoch(order, "updated_date_time_stamp", Need::optional);
    return changed && *changed < from && (!updated || *updated < from);
}

Result<ChangePage> read_changes(const Json& answer, const ChangeSpan& span) {
    FieldErrors errors;
    ForeignObject root{answer, "", errors};
    ChangePage page;
    const auto* result = root.object("result", Need::required);
    const Json none = Json::object();
    ForeignObject reader{result == nullptr ? none : *result, "/result", errors};
    const auto* list = result == nullptr ? nullptr : reader.array("data", Need::required);
    for (std::size_t at = 0; list != nullptr && at < list->size(); ++at) {
        const auto where = pointer_step("/result/data", at);
        ForeignObject row{(*list)[at], where, errors};
        if (const auto* order = row.object("sales_order", Need::required)) {
            ForeignObject sold{*order, where + "/sales_order", errors};
            const auto number = sold.id("order_number", Need::required);
            if (!is_older(sold, span.from)) {
                page.external_ids.push_back(number);
            }
        }
    }
    if (list != nullptr && !list->empty()) {
        page.next = reader.text("next_token", Need::optional);
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return page;
}

} // namespace

ApiCall sendo_get(const ApiAccess& access, const std::string& target) {
    return {
        .target = "/api/partner/salesorder" + target,
        .headers = {{"Authorization", "bearer " + std::string{access.access_token.reveal_text()}}},
    };
}

ApiCall sendo_send(
    const ApiAccess& access, const char* method, const std::string& target, const Json& body
) {
    ApiCall call = sendo_get(access, target);
    call.method = method;
    return with_json(std::move(call), body);
}

std::string sendo_order_target(const std::string& number) {
    return "/" + path_step(number);
}

ShopApi sendo_api() {
    return {
        .platform = "sendo",
        .order_calls = order_calls,
        .read_orders = read_orders,
        .token_call = token_call,
        .read_tokens = read_tokens,
        .changes_call = changes_call,
        .read_changes = read_changes,
        .span_max = kSpanMax,
    };
}

} // namespace route9::adapters
