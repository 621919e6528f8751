// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/product_store.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/views/product_view.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

using fulfillment::Product;

platform::task<Result<http::Response>>
handle_get_product(Services& services, http::Request& request) {
    const auto seller = seller_filter(request);
    if (!seller) {
        co_return Failure{seller.error()};
    }
    if (!*seller) {
        co_return fail_field("/seller", "required", "say whose product: ?seller=ID");
    }
    auto unit = [tenant = request.principal->tenant,
                 seller = **seller,
                 sku = Sku{std::string{request.parameter("sku")}}](Tx& tx) -> Result<Product> {
        auto product = fulfillment::products::find(tx, tenant, seller, sku);
        if (!product) {
            return fail(ErrorCode::not_found);
        }
        return std::move(*product);
    };
    const auto product = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!product) {
        co_return Failure{product.error()};
    }
    const std::string etag = http::version_etag(product->version);
    if (http::not_modified(request.headers, etag)) {
        http::Response unchanged = http::empty_response(304);
        unchanged.headers.emplace_back("ETag", etag);
        co_return unchanged;
    }
    http::Response response = http::json_response(200, view(*product));
    response.headers.emplace_back("ETag", etag);
    co_return response;
}

} // namespace

http::Route get_product(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/products/{sku}",
        .name = "get_product",
        .access = http::Access::key,
        .scope = Scope::stock_read,
        .query = {"seller"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_product(services, request); },
    };
}

} // namespace route9::gateway::endpoints
