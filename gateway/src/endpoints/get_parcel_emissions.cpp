// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/shipping/find_parcel.hpp"
#include "gateway/views/emission_view.hpp"
#include "platform/async_store.hpp"

#include <string>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

Result<Json>
find(Tx& tx, const Principal& principal, std::string_view id, const Catalogue& catalogue) {
    const auto parcel = find_parcel_for(tx, principal, id);
    if (!parcel) {
        return Failure{parcel.error()};
    }
    return parcel_emission_view(
        *parcel,
        find_trip(tx, *parcel, catalogue),
        fulfillment::parcel_packagings::find(tx, parcel->tenant, parcel->id),
        *catalogue.emissions
    );
}

platform::task<Result<http::Response>>
handle_get_parcel_emissions(Services& services, http::Request& request) {
    auto unit = [principal = *request.principal,
                 id = std::string{request.parameter("id")},
                 &catalogue = services.catalogue](Tx& tx) {
        return find(tx, principal, id, catalogue);
    };
    const auto found = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    http::Response response = http::json_response(200, *found);
    const std::string etag = http::content_etag(response.content());
    if (http::not_modified(request.headers, etag)) {
        response = http::empty_response(304);
    }
    response.headers.emplace_back("ETag", etag);
    co_return response;
}

} // namespace

http::Route get_parcel_emissions(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/parcels/{id}/emissions",
        .name = "get_parcel_emissions",
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_parcel_emissions(services, request); },
    };
}

} // namespace route9::gateway::endpoints
