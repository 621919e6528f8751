// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/shipping/find_declaration.hpp"
#include "gateway/views/declaration_view.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_get_declaration(Services& services, http::Request& request) {
    if (auto allowed = may_read_declarations(*request.principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    auto unit = [principal = *request.principal, id = std::string{request.parameter("id")}](Tx& tx
                ) { return find_declaration_for(tx, principal, id); };
    const auto found = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    const std::string etag = http::version_etag(found->version);
    http::Response response = http::not_modified(request.headers, etag)
                                  ? http::empty_response(304)
                                  : http::json_response(200, declaration_view(*found));
    response.headers.emplace_back("ETag", etag);
    co_return response;
}

} // namespace

http::Route get_declaration(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/declarations/{id}",
        .name = "get_declaration",
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_declaration(services, request); },
        .compressible = true,
    };
}

} // namespace route9::gateway::endpoints
