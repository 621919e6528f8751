// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/etag.hpp"
#include "gateway/quotes/quote_endpoints.hpp"
#include "platform/async_store.hpp"
#include "quotes/named_seller.hpp"

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

platform::task<Result<http::Response>>
handle_get_seller_policy(Services& services, http::Request& request) {
    const auto seller = named_seller(request);
    if (!seller) {
        co_return Failure{seller.error()};
    }
    auto unit = [tenant = request.principal->tenant,
                 seller = *seller](Tx& tx) -> Result<SellerPolicy> {
        if (!is_seller(tx, tenant, seller)) {
            return fail(ErrorCode::not_found);
        }
        return seller_policies::read(seller_policies::ask(tx, tenant, seller), tenant, seller);
    };
    const auto policy = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!policy) {
        co_return Failure{policy.error()};
    }
    http::Response response = http::json_response(200, view(*policy));
    response.headers.emplace_back("ETag", http::version_etag(policy->version));
    co_return response;
}

} // namespace

http::Route get_seller_policy(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/sellers/{id}/policy",
        .name = "get_seller_policy",
        .access = http::Access::key,
        .scope = Scope::orders_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_seller_policy(services, request); },
    };
}

} // namespace route9::gateway::endpoints
