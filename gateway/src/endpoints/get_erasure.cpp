// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/privacy/erasure_view.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_get_erasure(Services& services, http::Request& request) {
    const auto id = ErasureId::parse(request.parameter("id"));
    if (!id) {
        co_return fail(ErrorCode::not_found);
    }
    auto unit =
        [tenant = request.principal->tenant, id = *id, &rules = services.catalogue.retention](Tx& tx
        ) { return erasure_view(tx, tenant, id, rules); };
    const auto page = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!page) {
        co_return Failure{page.error()};
    }
    http::Response response = http::json_response(200, *page);
    const std::string etag = http::content_etag(response.body);
    if (http::not_modified(request.headers, etag)) {
        response = http::empty_response(304);
    }
    response.headers.emplace_back("ETag", etag);
    co_return response;
}

} // namespace

http::Route get_erasure(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/erasures/{id}",
        .name = "get_erasure",
        .access = http::Access::key,
        .scope = Scope::admin,
        .handler = [&services](http::Request& request
                   ) { return handle_get_erasure(services, request); },
    };
}

} // namespace route9::gateway::endpoints
