// SPDX-License-Identifier: Apache-2.0
// Lazada Open Platform. Signed text: the path below /rest, then all parameters sorted by name, each
// name followed by its value; HMAC-SHA256 with the app secret, upper-case hex. Times are in
// milliseconds.
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/lazada_calls.hpp"
#include "marketplaces/apis/platform_apis.hpp"
#include "marketplaces/apis/query_text.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::size_t kCallsPerOrder = 2; // the order, its lines
constexpr std::size_t kPageSize = 100;
constexpr std::size_t kOffsetMax = 4'900; // beyond it Lazada answers no more
constexpr std::chrono::days kSpanMax{7};

std::string capitals(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return text;
}

/// Beside what is asked, which is signed with it.
Parameters own_parameters(
    const ApiAccess& access,
    const std::string& path,
    Parameters own,
    const Parameters& asked,
    Instant now
) {
    own["app_key"] = access.setting("app_key");
    own["sign_method"] = "sha256";
    own["timestamp"] = epoch_milliseconds(now);
    Parameters all = own;
    all.insert(asked.begin(), asked.end());
    own["sign"] = capitals(mac_hex(access.app_secret, path + joined(all)));
    return own;
}

ApiCall
signed_call(const ApiAccess& access, const std::string& path, Parameters parameters, Instant now) {
    parameters = own_parameters(access, path, std::move(parameters), {}, now);
    return {.target = path + "?" + query_text(parameters)};
}

ApiCall
shop_call(const ApiAccess& access, const std::string& path, Parameters parameters, Instant now) {
    parameters["access_token"] = access.access_token.reveal_text();
    return signed_call(access, path, std::move(parameters), now);
}

std::vector<ApiCall>
order_calls(const ApiAccess& access, std::span<const std::string> ids, Instant now) {
    const Parameters order{{"order_id", ids.front()}};
    return {
        shop_call(access, "/order/get", order, now),
        shop_call(access, "/order/items/get", order, now),
    };
}

std::vector<FetchedOrder> read_orders(
    std::span<const Json> answers, std::span<const std::string> ids, const OrderStates& states
) {
    const Json* order = find_path(answers.front(), "/data");
    const Json* items =
        answers.size() == kCallsPerOrder ? find_path(answers.back(), "/data") : nullptr;
    std::vector<FetchedOrder> found;
    if (order == nullptr || items == nullptr) {
        found.push_back({ids.front(), not_at_platform()});
    } else {
        found.push_back({ids.front(), read_lazada_order(*order, *items, states)});
    }
    return found;
}

ApiCall token_call(const ApiAccess& access, const TokenGrant& grant, Instant now) {
    const bool is_code = grant.kind == TokenGrant::Kind::code;
    const Parameters granted{
        {is_code ? "code" : "refresh_token", std::string{grant.value.reveal_text()}}
    };
    ApiCall call =
        signed_call(access, is_code ? "/auth/token/create" : "/auth/token/refresh", granted, now);
    call.host = ApiHost::auth;
    return call;
}

Result<ApiTokens> read_tokens(const Json& answer, Instant now) {
    FieldErrors errors;
    ForeignObject root{answer, "", errors};
    ApiTokens tokens;
    tokens.access = read_secret(root, answer, "access_token");
    tokens.refresh = read_secret(root, answer, "refresh_token");
    tokens.access_until = read_expiry(root, "expires_in", now);
    tokens.refresh_until = read_expiry(root, "refresh_expires_in", now);
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return tokens;
}

/// ISO 8601 as Lazada wants it, with the offset's colon.
std::string iso_time(Instant at) {
    std::string text = format_utc_seconds(at);
    text.pop_back(); // Z
    return text + "+00:00";
}

ApiCall changes_call(const ApiAccess& access, const ChangeSpan& span, Instant now) {
    Parameters parameters{
        {"update_after", iso_time(span.from)},
        {"sort_by", "updated_at"},
        {"sort_direction", "DESC"}, // what changes meanwhile comes to the front
        {"offset", span.cursor.empty() ? "0" : span.cursor},
        {"limit", std::to_string(kPageSize)},
    };
    if (!span.is_open) {
        parameters["update_before"] = iso_time(span.to);
    }
    return shop_call(access, "/orders/get", std::move(parameters), now);
}

Result<ChangePage> read_changes(const Json& answer, const ChangeSpan& span) {
    FieldErrors errors;
    ForeignObject root{answer, "", errors};
    ChangePage page;
    if (const auto* data = root.object("data", Need::required)) {
        ForeignObject reader{*data, "/data", errors};
        const auto* list = reader.array("orders", Need::required);
        for (std::size_t at = 0; list != nullptr && at < list->size(); ++at) {
            ForeignObject order{(*list)[at], pointer_step("/data/orders", at), errors};
            page.external_ids.push_back(order.id("order_id", Need::required));
        }
        const std::size_t offset = span.cursor.empty() ? 0 : std::stoul(span.cursor);
        if (page.external_ids.size() >= kPageSize && offset < kOffsetMax) {
            page.next = std::to_string(offset + page.external_ids.size());
        }
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return page;
}

} // namespace

ApiCall lazada_call(
    const ApiAccess& access,
    const std::string& method,
    const std::string& path,
    Parameters parameters,
    Instant now
) {
    ApiCall call = shop_call(access, path, std::move(parameters), now);
    call.method = method;
    return call;
}

ApiCall
lazada_form(const ApiAccess& access, const std::string& path, const Parameters& form, Instant now) {
    const Parameters token{{"access_token", std::string{access.access_token.reveal_text()}}};
    return {
        .method = "POST",
        .target = path + "?" + query_text(own_parameters(access, path, token, form, now)),
        .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
        .body = query_text(form),
    };
}

ShopApi lazada_api() {
    return {
        .platform = "lazada",
        .counts_by_shop = true,
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
