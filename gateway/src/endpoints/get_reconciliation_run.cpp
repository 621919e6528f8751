// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/money/find_run.hpp"
#include "gateway/views/money_view.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_get_reconciliation_run(Services& services, http::Request& request) {
    auto unit = [principal = *request.principal, id = std::string{request.parameter("id")}](Tx& tx
                ) { return find_run_for(tx, principal, id); };
    const auto run = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!run) {
        co_return Failure{run.error()};
    }
    http::Response response = http::json_response(200, view(*run));
    const std::string etag = http::content_etag(response.body);
    if (http::not_modified(request.headers, etag)) {
        response = http::empty_response(304);
    }
    response.headers.emplace_back("ETag", etag);
    co_return response;
}

} // namespace

http::Route get_reconciliation_run(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/reconciliation/runs/{id}",
        .name = "get_reconciliation_run",
        .access = http::Access::key,
        .scope = Scope::money_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_reconciliation_run(services, request); },
    };
}

} // namespace route9::gateway::endpoints
