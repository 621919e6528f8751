// SPDX-License-Identifier: Apache-2.0
// TikTok Shop, versions 202309. Signed text: the secret, the path, all query parameters sorted by
// name but for sign and access_token, each name followed by its value, the raw body, the secret;
// HMAC-SHA256 with the secret, lower-case hex. The token stands in a header.
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/platform_apis.hpp"
#include "marketplaces/apis/query_text.hpp"
#include "marketplaces/apis/tiktok_calls.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::size_t kOrdersAtOnce = 50;
constexpr std::chrono::days kSpanMax{15};
constexpr const char* kPageSize = "100";

ApiCall signed_call(
    const ApiAccess& access,
    const std::string& path,
    Parameters parameters,
    ApiCall call,
    Instant now
) {
    parameters["app_key"] = access.setting("app_key");
    parameters["timestamp"] = epoch_seconds(now);
    const auto cipher = access.setting("shop_cipher");
    parameters[cipher.empty() ? "shop_id" : "shop_cipher"] = cipher.empty() ? access.shop : cipher;
    const std::string secret{access.app_secret.reveal_text()};
    parameters["sign"] =
        mac_hex(access.app_secret, secret + path + joined(parameters) + call.body + secret);
    call.target = path + "?" + query_text(parameters);
    call.headers.push_back({"x-tts-access-token", std::string{access.access_token.reveal_text()}});
    call.headers.push_back({"Content-Type", "application/json"});
    return call;
}

std::vector<ApiCall>
order_calls(const ApiAccess& access, std::span<const std::string> ids, Instant now) {
    Parameters parameters{{"ids", fmt::format("{}", fmt::join(ids, ","))}};
    return {signed_call(access, "/order/202309/orders", std::move(parameters), {}, now)};
}

std::vector<FetchedOrder> read_orders(
    std::span<const Json> answers, std::span<const std::string> ids, const OrderStates& states
) {
    return by_ids(
        ids,
        find_path(answers.front(), "/data/orders"),
        "id",
        [&states](const Json& order) { return read_tiktok_order(order, states); }
    );
}

/// The one place where the secret itself is sent, as documented.
ApiCall token_call(const ApiAccess& access, const TokenGrant& grant, Instant) {
    const bool is_code = grant.kind == TokenGrant::Kind::code;
    const Parameters parameters{
        {"app_key", access.setting("app_key")},
        {"app_secret", std::string{access.app_secret.reveal_text()}},
        {is_code ? "auth_code" : "refresh_token", std::string{grant.value.reveal_text()}},
        {"grant_type", is_code ? "authorized_code" : "refresh_token"},
    };
    const std::string path = is_code ? "/api/v2/token/get" : "/api/v2/token/refresh";
    return {.host = ApiHost::auth, .target = path + "?" + query_text(parameters)};
}

Result<ApiTokens> read_tokens(const Json& answer, Instant now) {
    FieldErrors errors;
    ForeignObject root{answer, "", errors};
    ApiTokens tokens;
    if (const auto* data = root.object("data", Need::required)) {
        ForeignObject reader{*data, "/data", errors};
        tokens.access = read_secret(reader, *data, "access_token");
        tokens.refresh = read_secret(reader, *data, "refresh_token");
        tokens.access_until = read_expiry(reader, "access_token_expire_in", now);
        tokens.refresh_until = read_expiry(reader, "refresh_token_expire_in", now);
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return tokens;
}

ApiCall changes_call(const ApiAccess& access, const ChangeSpan& span, Instant now) {
    Parameters parameters{
        {"page_size", kPageSize},
        {"sort_field", "update_time"},
        {"sort_order", "ASC"},
    };
    if (!span.cursor.empty()) {
        parameters["page_token"] = span.cursor;
    }
    const auto seconds = [](Instant at) {
        return std::chrono::floor<Seconds>(at).time_since_epoch().count();
    };
    // The upper bound is exclusive.
    const Json body{
        {"update_time_ge", seconds(span.from)}, {"update_time_lt", seconds(span.to) + 1}
    };
    return signed_call(
        access,
        "/order/202309/orders/search",
        std::move(parameters),
        {.method = "POST", .target = {}, .body = body.dump()},
        now
    );
}

Result<ChangePage> read_changes(const Json& answer, const ChangeSpan&) {
    FieldErrors errors;
    ForeignObject root{answer, "", errors};
    ChangePage page;
    if (const auto* data = root.object("data", Need::required)) {
        ForeignObject reader{*data, "/data", errors};
        const auto* list = reader.array("orders", Need::optional); // none: it is left out
        for (std::size_t at = 0; list != nullptr && at < list->size(); ++at) {
            ForeignObject order{(*list)[at], pointer_step("/data/orders", at), errors};
            page.external_ids.push_back(order.id("id", Need::required));
        }
        page.next = reader.text("next_page_token", Need::optional);
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return page;
}

} // namespace

ApiCall tiktok_order(const ApiAccess& access, const std::string& id, Instant now) {
    return order_calls(access, std::span{&id, 1}, now).front();
}

ApiCall
tiktok_post(const ApiAccess& access, const std::string& path, const Json& body, Instant now) {
    return signed_call(
        access, path, {}, {.method = "POST", .target = {}, .body = body.dump()}, now
    );
}

ShopApi tiktok_api() {
    return {
        .platform = "tiktok",
        .orders_at_once = kOrdersAtOnce,
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
