// SPDX-License-Identifier: Apache-2.0
// KiotViet's public API: nothing is signed, an OAuth 2 bearer token (client credentials) and the
// retailer's name say who asks. Its pushes leave out where an order goes.
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/kiotviet_calls.hpp"
#include "marketplaces/apis/platform_apis.hpp"
#include "marketplaces/apis/query_text.hpp"

#include <string>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::chrono::days kSpanMax{15};
constexpr std::int64_t kPageSize = 100;
constexpr std::int64_t kTotalMax = 100'000'000;

std::vector<ApiCall>
order_calls(const ApiAccess& access, std::span<const std::string> ids, Instant) {
    return {kiotviet_call(access, "GET", kiotviet_order_target(ids.front()))};
}

std::vector<FetchedOrder> read_orders(
    std::span<const Json> answers, std::span<const std::string> ids, const OrderStates& states
) {
    std::vector<FetchedOrder> found;
    found.push_back({ids.front(), read_kiotviet_order(answers.front(), states)});
    return found;
}

/// What stands for a refresh token here is the client's secret: it is always good for another.
ApiCall token_call(const ApiAccess& access, const TokenGrant& grant, Instant) {
    const Parameters form{
        {"scopes", "PublicApi.Access"},
        {"grant_type", "client_credentials"},
        {"client_id", access.setting("client_id")},
        {"client_secret", std::string{grant.value.reveal_text()}},
    };
    return {
        .host = ApiHost::auth,
        .method = "POST",
        .target = "/connect/token",
        .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
        .body = query_text(form),
    };
}

ApiCall changes_call(const ApiAccess& access, const ChangeSpan& span, Instant) {
    Parameters parameters{
        {"lastModifiedFrom", format_corridor(span.from).substr(0, 19)}, // NOLINT: to the second
        {"orderBy", "modifiedDate"},
        {"orderDirection", "Desc"}, // what changes meanwhile comes to the front
        {"pageSize", std::to_string(kPageSize)},
        {"currentItem", span.cursor.empty() ? "0" : span.cursor},
    };
    if (!span.is_open) {
        parameters["toDate"] = format_corridor(span.to).substr(0, 19); // NOLINT: as above
    }
    return kiotviet_call(access, "GET", "/orders?" + query_text(parameters));
}

Result<ChangePage> read_changes(const Json& answer, const ChangeSpan& span) {
    FieldErrors errors;
    ForeignObject root{answer, "", errors};
    ChangePage page;
    const auto total = root.count("total", Need::required, 0, kTotalMax);
    const auto* list = root.array("data", Need::required);
    for (std::size_t at = 0; list != nullptr && at < list->size(); ++at) {
        ForeignObject order{(*list)[at], pointer_step("/data", at), errors};
        page.external_ids.push_back(order.id("id", Need::required));
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    const std::int64_t read = (span.cursor.empty() ? 0 : std::stoll(span.cursor)) +
                              static_cast<std::int64_t>(page.external_ids.size());
    if (!page.external_ids.empty() && read < total.value_or(0)) {
        page.next = std::to_string(read);
    }
    return page;
}

} // namespace

ApiCall kiotviet_call(const ApiAccess& access, std::string method, std::string target) {
    return {
        .method = std::move(method),
        .target = std::move(target),
        .headers =
            {
                {"Authorization", "Bearer " + std::string{access.access_token.reveal_text()}},
                {"Retailer", access.setting("retailer")},
            },
    };
}

std::string kiotviet_order_target(const std::string& id) {
    return "/orders/" + query_text({{"", id}}).substr(1);
}

ShopApi kiotviet_api() {
    return {
        .platform = "kiotviet",
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
