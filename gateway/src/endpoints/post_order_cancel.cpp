// SPDX-License-Identifier: Apache-2.0
#include "core/human_text.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/execute_once.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/orders/cancel_order.hpp"
#include "gateway/orders/load_order.hpp"
#include "gateway/views/order_page.hpp"

namespace route9::gateway::endpoints {
namespace {

constexpr std::string_view kName = "post_order_cancel";

/// {"reason"?: text}; an empty body is fine.
Result<std::string> read_reason(const http::Request& request) {
    if (request.body.empty()) {
        return std::string{};
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        return Failure{body.error()};
    }
    FieldErrors errors;
    ObjectReader reader{*body, "", errors};
    std::string reason = read_human_text(reader, "reason", Need::optional).value_or("");
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return reason;
}

platform::task<Result<http::Response>>
handle_post_order_cancel(Services& services, http::Request& request) {
    auto reason = read_reason(request);
    if (!reason) {
        co_return Failure{std::move(reason).error()};
    }
    const Instant now = services.clock.business();
    Cancellation cancellation{
        .reason = std::move(*reason),
        .at = now,
        .source_time = now,
        .ids = draw_cancel_ids(now, services.entropy),
    };
    const TenantId tenant = request.principal->tenant;
    auto work = [principal = *request.principal,
                 id = std::string{request.parameter("id")},
                 cancellation = std::move(cancellation),
                 &vault = services.vault](Tx& tx) -> Result<http::Response> {
        auto record = find_order_for(tx, principal, id);
        if (!record) {
            return Failure{std::move(record).error()};
        }
        const auto cancelled = cancel_order(tx, std::move(*record), cancellation, vault);
        if (!cancelled) {
            return Failure{cancelled.error()};
        }
        const auto details = open_details(tx, *cancelled, vault);
        const Json summary = spoken_summary(*cancelled, details ? details->words : "");
        http::Response response = http::json_response(200, summary);
        response.headers.emplace_back("ETag", http::version_etag(cancelled->version));
        return response;
    };
    auto answer = co_await execute_once(services, request, kName, std::move(work));
    if (answer) {
        services.wakeups.notify(journal_feed(tenant));
    }
    co_return answer;
}

} // namespace

http::Route post_order_cancel(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/orders/{id}/cancel",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::orders_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_order_cancel(services, request); },
    };
}

} // namespace route9::gateway::endpoints
