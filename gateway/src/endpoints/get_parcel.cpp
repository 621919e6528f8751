// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/aggregates/aggregate_view.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/shipping/find_parcel.hpp"
#include "gateway/views/parcel_view.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

struct Shown {
    fulfillment::Parcel parcel;
    Json in; // null = in nothing
};

platform::task<Result<http::Response>>
handle_get_parcel(Services& services, http::Request& request) {
    auto unit = [principal = *request.principal,
                 id = std::string{request.parameter("id")}](Tx& tx) -> Result<Shown> {
        auto parcel = find_parcel_for(tx, principal, id);
        if (!parcel) {
            return Failure{std::move(parcel).error()};
        }
        Json in = containers_of(tx, principal.tenant, parcel->id);
        return Shown{std::move(*parcel), std::move(in)};
    };
    const auto shown = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!shown) {
        co_return Failure{shown.error()};
    }
    Json json = parcel_view(shown->parcel);
    std::string etag = http::version_etag(shown->parcel.version);
    if (!shown->in.is_null()) { // a bag's changes are not the parcel's
        json["in"] = shown->in;
        etag = http::content_etag(json.dump());
    }
    http::Response response = http::not_modified(request.headers, etag)
                                  ? http::empty_response(304)
                                  : http::json_response(200, json);
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
        .handler = [&services](http::Request& request
                   ) { return handle_get_parcel(services, request); },
    };
}

} // namespace route9::gateway::endpoints
