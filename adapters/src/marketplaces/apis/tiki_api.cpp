// SPDX-License-Identifier: Apache-2.0
// Tiki Open Platform: nothing is signed, an OAuth 2 bearer token says who asks. Orders are not
// pushed: events wait in a queue of the app until they are acknowledged.
#include "core/crypto.hpp"
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/platform_apis.hpp"
#include "marketplaces/apis/query_text.hpp"
#include "marketplaces/apis/tiki_calls.hpp"

#include <string>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::chrono::days kSpanMax{15};
constexpr const char* kPageSize = "50";

std::string bearer(const ApiAccess& access) {
    return "Bearer " + std::string{access.access_token.reveal_text()};
}

ApiCall get(const ApiAccess& access, std::string target) {
    return {.target = std::move(target), .headers = {{"Authorization", bearer(access)}}};
}

ApiCall post(const ApiAccess& access, std::string target, const Json& body) {
    ApiCall call{
        .method = "POST",
        .target = std::move(target),
        .headers = {{"Authorization", bearer(access)}},
    };
    return with_json(std::move(call), body);
}

std::vector<ApiCall>
order_calls(const ApiAccess& access, std::span<const std::string> ids, Instant) {
    return {get(access, "/v2/orders/" + path_part(ids.front()))};
}

std::vector<FetchedOrder> read_orders(
    std::span<const Json> answers, std::span<const std::string> ids, const OrderStates& states
) {
    std::vector<FetchedOrder> found;
    found.push_back({ids.front(), read_tiki_order(answers.front(), states)});
    return found;
}

/// A seller's own program needs no authorisation of anybody else: its id and secret are enough.
ApiCall token_call(const ApiAccess& access, const TokenGrant& grant, Instant) {
    Parameters form;
    switch (grant.kind) {
    case TokenGrant::Kind::code:
        form = {
            {"grant_type", "authorization_code"},
            {"code", std::string{grant.value.reveal_text()}},
            {"redirect_uri", access.setting("redirect_uri")},
            {"client_id", access.setting("app_key")},
        };
        break;
    case TokenGrant::Kind::refresh:
        form = {
            {"grant_type", "refresh_token"},
            {"refresh_token", std::string{grant.value.reveal_text()}},
            {"client_id", access.setting("app_key")},
        };
        break;
    case TokenGrant::Kind::credentials:
        form = {{"grant_type", "client_credentials"}, {"client_id", access.setting("app_key")}};
        break;
    }
    const std::string pair =
        access.setting("app_key") + ":" + std::string{access.app_secret.reveal_text()};
    return {
        .host = ApiHost::auth,
        .method = "POST",
        .target = "/sc/oauth2/token",
        .headers =
            {{"Authorization", "Basic " + base64(as_byte_view(pair))},
             {"Content-Type", "application/x-www-form-urlencoded"}},
        .body = query_text(form),
    };
}

Result<ApiTokens> read_tokens(const Json& answer, Instant now) {
    FieldErrors errors;
    ForeignObject root{answer, "", errors};
    ApiTokens tokens;
    tokens.access = read_secret(root, answer, "access_token");
    if (root.has("refresh_token")) {
        tokens.refresh = read_secret(root, answer, "refresh_token");
    }
    tokens.access_until = read_expiry(root, "expires_in", now);
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return tokens;
}

/// Tiki reads times of the corridor, without an offset.
std::string local_time(Instant at) {
    std::string text = format_corridor(at).substr(0, 19); // NOLINT: to the second
    text[10] = ' ';                                       // NOLINT: instead of the T
    return text;
}

ApiCall changes_call(const ApiAccess& access, const ChangeSpan& span, Instant) {
    Parameters parameters{
        {"updated_from_date", local_time(span.from)},
        {"page", span.cursor.empty() ? "1" : span.cursor},
        {"limit", kPageSize},
    };
    if (!span.is_open) {
        parameters["updated_to_date"] = local_time(span.to);
    }
    return get(access, "/v2/orders?" + query_text(parameters));
}

Result<ChangePage> read_changes(const Json& answer, const ChangeSpan&) {
    FieldErrors errors;
    ForeignObject root{answer, "", errors};
    ChangePage page;
    const auto* list = root.array("data", Need::required);
    for (std::size_t at = 0; list != nullptr && at < list->size(); ++at) {
        ForeignObject order{(*list)[at], pointer_step("/data", at), errors};
        page.external_ids.push_back(order.id("code", Need::required));
    }
    if (const auto* paging = root.object("paging", Need::required)) {
        constexpr std::int64_t kPagesMax = 1'000'000;
        ForeignObject reader{*paging, "/paging", errors};
        const auto current = reader.count("current_page", Need::required, 0, kPagesMax);
        const auto last = reader.count("last_page", Need::required, 0, kPagesMax);
        if (current && last && *current < *last) {
            page.next = std::to_string(*current + 1);
        }
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return page;
}

/// Asking for more acknowledges what came last.
ApiCall mail_call(const ApiAccess& access, std::string_view receipt, Instant) {
    const Json last = receipt.empty() ? Json{} : Json(receipt);
    const std::string path = "/v1/queues/" + path_part(access.setting("queue")) + "/events/pull";
    return post(access, path, Json{{"ack_id", last}});
}

Result<MailPage> read_mail(const Json& answer) {
    FieldErrors errors;
    ForeignObject root{answer, "", errors};
    MailPage page;
    const auto* list = root.array("events", Need::required);
    for (std::size_t at = 0; list != nullptr && at < list->size(); ++at) {
        ForeignObject event{(*list)[at], pointer_step("/events", at), errors};
        page.messages.push_back({event.id("sid", Need::optional), (*list)[at]});
    }
    page.is_last = page.messages.empty();
    if (!page.messages.empty()) {
        page.receipt = root.id("ack_id", Need::required);
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return page;
}

} // namespace

ApiCall tiki_order(const ApiAccess& access, const std::string& code) {
    return get(access, "/v2/orders/" + path_part(code));
}

ApiCall tiki_post(
    const ApiAccess& access, const std::string& code, const std::string& what, const Json& body
) {
    return post(access, "/v2/orders/" + path_part(code) + "/" + what, body);
}

ApiCall tiki_get(const ApiAccess& access, const std::string& target) {
    return get(access, target);
}

ApiCall tiki_put(const ApiAccess& access, const std::string& path, const Json& body) {
    ApiCall call = post(access, path, body);
    call.method = "PUT";
    return call;
}

ShopApi tiki_api() {
    return {
        .platform = "tiki",
        .grants_itself = true,
        .order_calls = order_calls,
        .read_orders = read_orders,
        .token_call = token_call,
        .read_tokens = read_tokens,
        .changes_call = changes_call,
        .read_changes = read_changes,
        .span_max = kSpanMax,
        .mail_setting = "queue",
        .mail_call = mail_call,
        .read_mail = read_mail,
    };
}

} // namespace route9::adapters
