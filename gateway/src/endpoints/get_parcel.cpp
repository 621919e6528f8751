// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/shipping/find_parcel.hpp"
#include "gateway/views/parcel_view.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>> handle(Services& services, http::Request& request) {
    auto unit = [principal = *request.principal, id = std::string{request.parameter("id")}](Tx& tx
                ) { return find_parcel_for(tx, principal, id); };
    const auto parcel = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!parcel) {
        co_return Failure{parcel.error()};
    }
    const std::string etag = http::version_etag(parcel->version);
    http::Response response = http::not_modified(request.headers, etag)
                                  ? http::empty_response(304)
                                  : http::json_response(200, parcel_view(*parcel));
    response.headers.emplace_back("ETag", etag);
    co_return response;
}

} // namespace

http::Route get_parcel(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/parcels/{id}",
        .name = "get_parcel",
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .handler = [&services](http::Request& request) { return handle(services, request); },
    };
}

} // namespace route9::gateway::endpoints
