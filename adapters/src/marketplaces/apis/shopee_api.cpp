// SPDX-License-Identifier: Apache-2.0
// Shopee Open Platform API v2. Signed text: partner_id, path, timestamp, and for a shop's calls
// access_token and shop_id; HMAC-SHA256 with the partner key, lower-case hex; the body is not
// signed.
#include "core/limits.hpp"
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/platform_apis.hpp"
#include "marketplaces/apis/query_text.hpp"
#include "marketplaces/apis/shopee_calls.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::size_t kOrdersAtOnce = 50;
constexpr std::chrono::days kSpanMax{15};
constexpr const char* kPageSize = "100";
constexpr std::string_view kDetails =
    "recipient_address,item_list,package_list,pay_time,total_amount,payment_method,"
    "message_to_seller,note,cancel_by,cancel_reason,buyer_cancel_reason,split_up";

Parameters own_parameters(const ApiAccess& access, const std::string& path, Instant now) {
    Parameters parameters;
    parameters["partner_id"] = access.setting("partner_id");
    parameters["timestamp"] = epoch_seconds(now);
    parameters["sign"] =
        mac_hex(access.app_secret, parameters["partner_id"] + path + parameters["timestamp"]);
    return parameters;
}

Parameters shop_parameters(const ApiAccess& access, const std::string& path, Instant now) {
    Parameters parameters = own_parameters(access, path, now);
    parameters["access_token"] = access.access_token.reveal_text();
    parameters["shop_id"] = access.shop;
    parameters["sign"] = mac_hex(
        access.app_secret,
        parameters["partner_id"] + path + parameters["timestamp"] + parameters["access_token"] +
            parameters["shop_id"]
    );
    return parameters;
}

ApiCall get(const std::string& path, const Parameters& parameters) {
    return {.target = path + "?" + query_text(parameters)};
}

ApiCall post(const std::string& path, const Parameters& parameters, const Json& body) {
    return with_json({.method = "POST", .target = path + "?" + query_text(parameters)}, body);
}

std::vector<ApiCall>
order_calls(const ApiAccess& access, std::span<const std::string> ids, Instant now) {
    const std::string path = "/api/v2/order/get_order_detail";
    Parameters parameters = shop_parameters(access, path, now);
    parameters["order_sn_list"] = fmt::format("{}", fmt::join(ids, ","));
    parameters["response_optional_fields"] = kDetails;
    return {get(path, parameters)};
}

std::vector<FetchedOrder> read_orders(
    std::span<const Json> answers, std::span<const std::string> ids, const OrderStates& states
) {
    return by_ids(
        ids,
        find_path(answers.front(), "/response/order_list"),
        "order_sn",
        [&states](const Json& order) { return read_shopee_order(order, states); }
    );
}

ApiCall token_call(const ApiAccess& access, const TokenGrant& grant, Instant now) {
    const bool is_code = grant.kind == TokenGrant::Kind::code;
    const std::string path = is_code ? "/api/v2/auth/token/get" : "/api/v2/auth/access_token/get";
    const Json body{
        {is_code ? "code" : "refresh_token", grant.value.reveal_text()},
        {"partner_id", number_or_text(access.setting("partner_id"))},
        {"shop_id", number_or_text(access.shop)},
    };
    ApiCall call = post(path, own_parameters(access, path, now), body);
    call.host = ApiHost::auth;
    return call;
}

Result<ApiTokens> read_tokens(const Json& answer, Instant now) {
    FieldErrors errors;
    ForeignObject root{answer, "", errors};
    ApiTokens tokens;
    tokens.access = read_secret(root, answer, "access_token");
    tokens.refresh = read_secret(root, answer, "refresh_token");
    tokens.access_until = read_expiry(root, "expire_in", now);
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return tokens;
}

ApiCall changes_call(const ApiAccess& access, const ChangeSpan& span, Instant now) {
    const std::string path = "/api/v2/order/get_order_list";
    Parameters parameters = shop_parameters(access, path, now);
    parameters["time_range_field"] = "update_time";
    parameters["time_from"] = epoch_seconds(span.from);
    parameters["time_to"] = epoch_seconds(span.to);
    parameters["page_size"] = kPageSize;
    parameters["cursor"] = span.cursor;
    return get(path, parameters);
}

Result<ChangePage> read_changes(const Json& answer, const ChangeSpan&) {
    FieldErrors errors;
    ForeignObject root{answer, "", errors};
    ChangePage page;
    if (const auto* response = root.object("response", Need::required)) {
        ForeignObject reader{*response, "/response", errors};
        const auto* list = reader.array("order_list", Need::required);
        for (std::size_t at = 0; list != nullptr && at < list->size(); ++at) {
            ForeignObject order{(*list)[at], pointer_step("/response/order_list", at), errors};
            page.external_ids.push_back(order.id("order_sn", Need::required));
        }
        const auto* more = find_path(*response, "/more");
        if (more != nullptr && *more == true) {
            page.next = reader.text("next_cursor", Need::required);
        }
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return page;
}

ApiCall mail_call(const ApiAccess& access, std::string_view, Instant now) {
    const std::string path = "/api/v2/push/get_lost_push_message";
    return get(path, own_parameters(access, path, now));
}

/// The text in "data" is the whole push, or its data alone.
void unpack_data(Json& message) {
    const auto data = message.find("data");
    if (data == message.end() || !data->is_string()) {
        return;
    }
    auto inner = parse_json(data->get_ref<const std::string&>());
    if (!inner) {
        return;
    }
    if (inner->is_object() && inner->contains("data") && inner->contains("code")) {
        message = std::move(*inner);
    } else {
        *data = std::move(*inner);
    }
}

Result<MailPage> read_mail(const Json& answer) {
    FieldErrors errors;
    ForeignObject root{answer, "", errors};
    MailPage page;
    if (const auto* response = root.object("response", Need::required)) {
        ForeignObject reader{*response, "/response", errors};
        const auto* list = reader.array("push_message_list", Need::optional);
        for (std::size_t at = 0; list != nullptr && at < list->size(); ++at) {
            ForeignObject message{
                (*list)[at], pointer_step("/response/push_message_list", at), errors
            };
            page.messages.push_back({message.id("shop_id", Need::optional), (*list)[at]});
            if (page.messages.back().body.is_object()) {
                unpack_data(page.messages.back().body);
            }
        }
        const auto* more = find_path(*response, "/has_next_page");
        page.is_last = more == nullptr || *more != true;
        if (!page.messages.empty()) {
            page.receipt = reader.id("last_message_id", Need::required);
        }
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return page;
}

ApiCall receipt_call(const ApiAccess& access, std::string_view receipt, Instant now) {
    const std::string path = "/api/v2/push/confirm_consumed_lost_push_message";
    const Json body{{"last_message_id", number_or_text(std::string{receipt})}};
    return post(path, own_parameters(access, path, now), body);
}

} // namespace

ApiCall
shopee_get(const ApiAccess& access, const std::string& path, const Parameters& extra, Instant now) {
    Parameters parameters = shop_parameters(access, path, now);
    parameters.insert(extra.begin(), extra.end());
    return get(path, parameters);
}

ApiCall
shopee_post(const ApiAccess& access, const std::string& path, const Json& body, Instant now) {
    return post(path, shop_parameters(access, path, now), body);
}

ShopApi shopee_api() {
    return {
        .platform = "shopee",
        .orders_at_once = kOrdersAtOnce,
        .order_calls = order_calls,
        .read_orders = read_orders,
        .token_call = token_call,
        .read_tokens = read_tokens,
        .changes_call = changes_call,
        .read_changes = read_changes,
        .span_max = kSpanMax,
        .mail_call = mail_call,
        .read_mail = read_mail,
        .receipt_call = receipt_call,
    };
}

} // namespace route9::adapters
