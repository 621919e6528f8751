// SPDX-License-Identifier: Apache-2.0
// Adobe Commerce (Magento) by REST, at the shop's own host: an integration's token says who asks
// and stays good until somebody takes it back. Times are UTC.
#include "marketplaces/apis/adobe_calls.hpp"
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/platform_apis.hpp"
#include "marketplaces/apis/query_text.hpp"
#include "marketplaces/shop_readers.hpp"

#include <string>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::chrono::days kSpanMax{365}; // there is no bound; pages bound an answer
constexpr std::int64_t kPageSize = 100;
constexpr std::int64_t kTotalMax = 100'000'000;

std::vector<ApiCall>
order_calls(const ApiAccess& access, std::span<const std::string> ids, Instant) {
    return {adobe_get(access, adobe_order_target("/orders/", ids.front(), ""))};
}

/// A hook may carry too little; what REST answers is all there is.
Result<InboundEvent> read_order(const Json& order) {
    auto event = read_adobe_event(order, {});
    if (!event || event->kind != EventKind::order_to_fetch) {
        return event;
    }
    const auto* is_virtual = find_path(order, "/is_virtual");
    if (is_virtual != nullptr && (*is_virtual == 1 || *is_virtual == "1")) {
        event->kind = EventKind::ignored;
        event->reason = "nothing of it is sent";
        return event;
    }
    return fail(ErrorCode::validation_failed, event->reason);
}

std::vector<FetchedOrder>
read_orders(std::span<const Json> answers, std::span<const std::string> ids, const OrderStates&) {
    return {{ids.front(), read_order(answers.front())}};
}

/// "2026-01-01 03:00:00", UTC.
std::string utc_time(Instant at) {
    std::string text = format_utc(at).substr(0, 19); // NOLINT: to the second
    text[10] = ' ';                                  // NOLINT: instead of the T
    return text;
}

void add_filter(Parameters& parameters, int group, const char* condition, Instant at) {
    const std::string filter =
        "searchCriteria[filter_groups][" + std::to_string(group) + "][filters][0]";
    parameters[filter + "[field]"] = "updated_at";
    parameters[filter + "[condition_type]"] = condition;
    parameters[filter + "[value]"] = utc_time(at);
}

/// The newest change comes first: a change while it is read moves no order past a page's end.
ApiCall changes_call(const ApiAccess& access, const ChangeSpan& span, Instant) {
    Parameters parameters{
        {"fields", "items[entity_id],total_count"},
        {"searchCriteria[currentPage]", span.cursor.empty() ? "1" : span.cursor},
        {"searchCriteria[pageSize]", std::to_string(kPageSize)},
        {"searchCriteria[sortOrders][0][direction]", "DESC"},
        {"searchCriteria[sortOrders][0][field]", "updated_at"},
    };
    add_filter(parameters, 0, "gteq", span.from);
    if (!span.is_open) {
        add_filter(parameters, 1, "lteq", span.to);
    }
    return adobe_get(access, "/orders?" + query_text(parameters));
}

/// A page behind the last one repeats the last one: the count tells where to end.
Result<ChangePage> read_changes(const Json& answer, const ChangeSpan& span) {
    FieldErrors errors;
    ForeignObject root{answer, "", errors};
    ChangePage page;
    const auto total = root.count("total_count", Need::required, 0, kTotalMax);
    const auto* list = root.has("items") ? root.array("items", Need::required) : nullptr;
    for (std::size_t at = 0; list != nullptr && at < list->size(); ++at) {
        ForeignObject order{(*list)[at], pointer_step("/items", at), errors};
        page.external_ids.push_back(order.id("entity_id", Need::required));
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    const std::int64_t read = span.cursor.empty() ? 1 : std::stoll(span.cursor);
    if (!page.external_ids.empty() && read * kPageSize < total.value_or(0)) {
        page.next = std::to_string(read + 1);
    }
    return page;
}

} // namespace

ApiCall adobe_get(const ApiAccess& access, const std::string& target) {
    return {
        .target = target,
        .headers = {{"Authorization", "Bearer " + std::string{access.access_token.reveal_text()}}},
    };
}

ApiCall adobe_post(const ApiAccess& access, const std::string& target, const Json& body) {
    ApiCall call = adobe_get(access, target);
    call.method = "POST";
    return with_json(std::move(call), body);
}

std::string adobe_order_target(const char* above, const std::string& id, const char* below) {
    return above + path_step(id) + below;
}

ShopApi adobe_api() {
    return {
        .platform = "adobe",
        .is_pushed = true,
        .order_calls = order_calls,
        .read_orders = read_orders,
        .changes_call = changes_call,
        .read_changes = read_changes,
        .span_max = kSpanMax,
    };
}

} // namespace route9::adapters
