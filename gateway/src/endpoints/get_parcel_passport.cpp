// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/parcel_passport.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/shipping/find_parcel.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

Result<Json> find(Tx& tx, const Principal& principal, std::string_view id_or_code) {
    const auto parcel = find_parcel_for(tx, principal, id_or_code);
    if (!parcel) {
        return Failure{parcel.error()};
    }
    return fulfillment::read_passport(tx, parcel->tenant, parcel->id, parcel->code);
}

platform::task<Result<http::Response>>
handle_get_parcel_passport(Services& services, http::Request& request) {
    auto unit = [principal = *request.principal, id = std::string{request.parameter("id")}](Tx& tx
                ) { return find(tx, principal, id); };
    // The log is the tenant's; whoever may see the parcel gets its leaves.
    const Reach reach = Reach::of(request.principal->tenant);
    const auto passport =
        co_await platform::read(services.store, reach, std::move(unit), request.deadline);
    if (!passport) {
        co_return Failure{passport.error()};
    }
    co_return http::json_response(200, *passport);
}

} // namespace

http::Route get_parcel_passport(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/parcels/{id}/passport",
        .name = "get_parcel_passport",
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_parcel_passport(services, request); },
        .compressible = true,
    };
}

} // namespace route9::gateway::endpoints
