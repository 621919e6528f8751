// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/parcel_store.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "gateway/views/departure_view.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

struct Found {
    DepartureRecord departure;
    std::vector<Parcel> parcels;
};

Result<Found> find(Tx& tx, const TenantId& tenant, std::string_view id_text) {
    const auto id = DepartureId::parse(id_text);
    auto departure = id ? departures::find(tx, tenant, *id) : std::nullopt;
    if (!departure) {
        return fail(ErrorCode::not_found);
    }
    return Found{std::move(*departure), parcels::of_departure(tx, tenant, *id)};
}

platform::task<Result<http::Response>>
handle_get_departure(Services& services, http::Request& request) {
    auto allowed =
        require_role(*request.principal, {Role::operator_, Role::warehouse, Role::broker});
    if (!allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    auto unit = [tenant = request.principal->tenant,
                 id = std::string{request.parameter("id")}](Tx& tx) {
        return find(tx, tenant, id);
    };
    const auto found = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    http::Response page = departure_page(found->departure, found->parcels);
    if (http::not_modified(request.headers, page.headers.front().second)) {
        http::Response unchanged = http::empty_response(304);
        unchanged.headers = std::move(page.headers);
        co_return unchanged;
    }
    co_return page;
}

} // namespace

http::Route get_departure(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/departures/{id}",
        .name = "get_departure",
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_departure(services, request); },
        .compressible = true,
    };
}

} // namespace route9::gateway::endpoints
