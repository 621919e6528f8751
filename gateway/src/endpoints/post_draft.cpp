// SPDX-License-Identifier: Apache-2.0
#include "gateway/drafts/draft_door.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/execute_once.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/language.hpp"
#include "gateway/orders/order_door.hpp"
#include "gateway/views/draft_view.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

constexpr std::string_view kName = "post_draft";

platform::task<Result<http::Response>>
handle_post_draft(Services& services, http::Request& request) {
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    const auto seller = co_await seller_of_order(services, request);
    if (!seller) {
        co_return Failure{seller.error()};
    }
    auto arrival = read_draft(*body, services);
    if (!arrival) {
        co_return Failure{std::move(arrival).error()};
    }
    arrival->tenant = request.principal->tenant;
    arrival->seller = *seller;
    const DraftContent content = arrival->content;
    auto record = co_await seal_new_draft(services, std::move(*arrival), request.deadline);
    if (!record) {
        co_return Failure{std::move(record).error()};
    }
    http::Response response = http::json_response(
        201, draft_page(*record, content, services, language_of(request.headers))
    );
    response.headers.emplace_back("Location", "/v1/drafts/" + record->id.text());
    response.headers.emplace_back("ETag", http::version_etag(record->version));
    auto work = [record = std::move(*record),
                 response = std::move(response)](Tx& tx) -> Result<http::Response> {
        if (auto stored = store_draft(tx, record); !stored) {
            return Failure{std::move(stored).error()};
        }
        return response;
    };
    co_return co_await execute_once(services, request, kName, std::move(work));
}

} // namespace

http::Route post_draft(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/drafts",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::orders_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_draft(services, request); },
    };
}

} // namespace route9::gateway::endpoints
