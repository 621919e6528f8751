// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/language.hpp"
#include "gateway/orders/load_order.hpp"
#include "gateway/views/order_page.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_get_order(Services& services, http::Request& request) {
    auto unit = [principal = *request.principal,
                 id = std::string{request.parameter("id")},
                 &vault = services.vault](Tx& tx) { return load_order(tx, principal, id, vault); };
    const auto loaded = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!loaded) {
        co_return Failure{loaded.error()};
    }
    const std::string_view language = language_of(request.headers);
    const std::string etag = http::version_etag(loaded->record.version, language);
    http::Response response = http::empty_response(304);
    if (!http::not_modified(request.headers, etag)) {
        const Json page =
            order_page(loaded->record, loaded->details, loaded->fulfillments, services, language);
        response = http::json_response(200, page);
    }
    response.headers.emplace_back("ETag", etag);
    response.headers.emplace_back("Vary", "Accept-Language");
    co_return response;
}

} // namespace

http::Route get_order(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/orders/{id}",
        .name = "get_order",
        .access = http::Access::key,
        .scope = Scope::orders_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_order(services, request); },
        .compressible = true,
    };
}

} // namespace route9::gateway::endpoints
