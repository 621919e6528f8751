// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/floor/bin_view.hpp"
#include "gateway/floor/floor_endpoints.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "platform/async_store.hpp"

#include <string>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

Result<http::Response> show(Tx& tx, const TenantId& tenant, const std::string& id) {
    const auto bin = bins::find(tx, tenant, id);
    if (!bin) {
        return fail(ErrorCode::not_found);
    }
    http::Response response = http::json_response(200, bin_view(*bin, bins::goods(tx, tenant, id)));
    response.headers.emplace_back("ETag", http::version_etag(bin->version));
    return response;
}

platform::task<Result<http::Response>> handle_get_bin(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_staff(principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    auto unit = [tenant = principal.tenant, id = std::string{request.parameter("id")}](Tx& tx) {
        return show(tx, tenant, id);
    };
    co_return co_await platform::read(
        services.store, reach_of(principal), std::move(unit), request.deadline
    );
}

} // namespace

http::Route get_bin(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/bins/{id}",
        .name = "get_bin",
        .access = http::Access::key,
        .scope = Scope::stock_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_bin(services, request); },
    };
}

} // namespace route9::gateway::endpoints
