// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/quote_document.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/language.hpp"
#include "gateway/orders/order_door.hpp"
#include "gateway/quotes/quote_endpoints.hpp"
#include "platform/async_store.hpp"
#include "quotes/quote_view.hpp"

#include <memory>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_post_quote(Services& services, http::Request& request) {
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    const auto seller = co_await seller_of_order(services, request);
    if (!seller) {
        co_return Failure{seller.error()};
    }
    const Instant now = services.clock.business();
    auto read = adapters::read_quote(*body);
    if (!read) {
        co_return Failure{std::move(read).error()};
    }
    auto order = possible_order(std::move(*read), services, now);
    if (!order) {
        co_return Failure{std::move(order).error()};
    }
    const auto prepared = std::make_shared<const PreparedOrder>(prepare_quote(
        {.tenant = request.principal->tenant, .seller = *seller, .order = std::move(*order)},
        services.catalogue.corridor.addresses,
        now
    ));
    auto unit = [&services, prepared](Tx& tx) -> Result<OrderView> {
        return read_order_view(
            tx,
            prepared->tenant,
            prepared->seller,
            prepared->order,
            services.snapshots,
            prepared->now
        );
    };
    const auto view = co_await platform::read(
        services.store, Reach::of(prepared->tenant), std::move(unit), request.deadline
    );
    if (!view) {
        co_return Failure{view.error()};
    }
    Quote quote = make_quote(*prepared, *view, {services.catalogue, services.planners});
    if (!quote.prohibited.empty()) {
        co_return fail_fields(std::move(quote.prohibited));
    }
    http::Response response =
        http::json_response(200, quote_view(quote, now, services, language_of(request.headers)));
    response.headers.emplace_back("Vary", "Accept-Language");
    co_return response;
}

} // namespace

http::Route post_quote(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/quotes",
        .name = "post_quote",
        .access = http::Access::key,
        .scope = Scope::orders_read,
        .handler = [&services](http::Request& request
                   ) { return handle_post_quote(services, request); },
    };
}

} // namespace route9::gateway::endpoints
