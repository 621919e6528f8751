// SPDX-License-Identifier: Apache-2.0
// Nhanh.vn's open API 2.0: every call is a form with the app's id, the business's id and a token of
// a year, and what is asked for as JSON in its field "data". Nothing is signed or renewed.
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/nhanh_calls.hpp"
#include "marketplaces/apis/platform_apis.hpp"
#include "marketplaces/apis/query_text.hpp"
#include "marketplaces/shop_readers.hpp"

#include <string>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::chrono::days kSpanMax{10};
constexpr int kPageSize = 100;
constexpr std::int64_t kPagesMax = 1'000'000;

/// The orders of an answer: by their ids, or a list; empty lists come as [].
std::vector<std::pair<std::string, const Json*>> orders_of(const Json& answer) {
    std::vector<std::pair<std::string, const Json*>> found;
    const auto* orders = find_path(answer, "/data/orders");
    if (orders == nullptr || !orders->is_structured()) {
        return found;
    }
    for (const auto& [key, order] : orders->items()) {
        const auto where = "/data/orders/" + key;
        found.emplace_back(where, &order);
    }
    return found;
}

std::vector<ApiCall>
order_calls(const ApiAccess& access, std::span<const std::string> ids, Instant) {
    return {nhanh_call(access, "/api/order/index", {{"id", nhanh_id(ids.front())}, {"page", 1}})};
}

std::vector<FetchedOrder>
read_orders(std::span<const Json> answers, std::span<const std::string> ids, const OrderStates&) {
    for (const auto& [where, order] : orders_of(answers.front())) {
        FieldErrors ignored;
        if (order->is_object() &&
            ForeignObject{*order, where, ignored}.id("id", Need::optional) == ids.front()) {
            return {{ids.front(), read_nhanh_order(*order)}};
        }
    }
    return {{ids.front(), not_at_platform()}};
}

/// "2026-01-01 09:58:00" in Viet Nam.
std::string local_time(Instant at) {
    std::string text = format_corridor(at).substr(0, 19); // NOLINT: to the second
    text[10] = ' ';                                       // NOLINT: instead of the T
    return text;
}

ApiCall changes_call(const ApiAccess& access, const ChangeSpan& span, Instant) {
    Json asked{
        {"updatedDateTimeFrom", local_time(span.from)},
        {"icpp", kPageSize},
        {"page", span.cursor.empty() ? 1 : std::stoll(span.cursor)},
    };
    if (!span.is_open) {
        asked["updatedDateTimeTo"] = local_time(span.to);
    }
    return nhanh_call(access, "/api/order/index", asked);
}

Result<ChangePage> read_changes(const Json& answer, const ChangeSpan& span) {
    FieldErrors errors;
    ForeignObject root{answer, "", errors};
    ChangePage page;
    const auto* data = root.object("data", Need::required);
    if (data == nullptr) {
        return fail_fields(std::move(errors));
    }
    ForeignObject reader{*data, "/data", errors};
    const auto pages = reader.count("totalPages", Need::required, 0, kPagesMax);
    for (const auto& [where, order] : orders_of(answer)) {
        ForeignObject changed{*order, where, errors};
        page.external_ids.push_back(changed.id("id", Need::required));
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    const std::int64_t read = span.cursor.empty() ? 1 : std::stoll(span.cursor);
    if (!page.external_ids.empty() && read < pages.value_or(0)) {
        page.next = std::to_string(read + 1);
    }
    return page;
}

} // namespace

ApiCall nhanh_call(const ApiAccess& access, const char* path, const Json& asked) {
    const Parameters form{
        {"version", "2.0"},
        {"appId", access.setting("app_id")},
        {"businessId", access.shop},
        {"accessToken", std::string{access.access_token.reveal_text()}},
        {"data", asked.dump()},
    };
    return {
        .method = "POST",
        .target = path,
        .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
        .body = query_text(form),
    };
}

Json nhanh_id(const std::string& id) {
    const bool is_number = !id.empty() && id.size() < 19 && // NOLINT: digits of an int64
                           id.find_first_not_of("0123456789") == std::string::npos;
    return is_number ? Json(std::stoll(id)) : Json(id);
}

ShopApi nhanh_api() {
    return {
        .platform = "nhanh",
        .is_pushed = true,
        .order_calls = order_calls,
        .read_orders = read_orders,
        .changes_call = changes_call,
        .read_changes = read_changes,
        .span_max = kSpanMax,
    };
}

} // namespace route9::adapters
