// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "gateway/views/emission_view.hpp"
#include "platform/async_store.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

Result<Json>
find(Tx& tx, const TenantId& tenant, std::string_view id_text, const Catalogue& catalogue) {
    const auto id = DepartureId::parse(id_text);
    const auto departure = id ? departures::find(tx, tenant, *id) : std::nullopt;
    if (!departure) {
        return fail(ErrorCode::not_found);
    }
    auto aboard = parcels::aboard(tx, tenant, departure->id);
    std::ranges::sort(aboard, {}, [](const AboardLine& line) { return line.content.code; });
    const FoundTrip found = find_trip(tx, *departure, catalogue);
    return trip_emission_view(*departure, found, aboard, *catalogue.emissions);
}

platform::task<Result<http::Response>>
handle_get_departure_emissions(Services& services, http::Request& request) {
    auto allowed =
        require_role(*request.principal, {Role::operator_, Role::warehouse, Role::finance});
    if (!allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    auto unit = [tenant = request.principal->tenant,
                 id = std::string{request.parameter("id")},
                 &catalogue = services.catalogue](Tx& tx) {
        return find(tx, tenant, id, catalogue);
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

http::Route get_departure_emissions(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/departures/{id}/emissions",
        .name = "get_departure_emissions",
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_departure_emissions(services, request); },
        .compressible = true,
    };
}

} // namespace route9::gateway::endpoints
