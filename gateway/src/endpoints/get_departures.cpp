// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/list_page.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "gateway/views/departure_view.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

using fulfillment::DepartureRecord;

constexpr std::string_view kName = "get_departures";

platform::task<Result<http::Response>>
handle_get_departures(Services& services, http::Request& request) {
    auto allowed =
        require_role(*request.principal, {Role::operator_, Role::warehouse, Role::broker});
    if (!allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const auto page = read_page(request, services.cursors, kName);
    if (!page) {
        co_return Failure{page.error()};
    }
    std::optional<DepartureId> before;
    if (const auto id = DepartureId::parse(page->position)) {
        before = *id;
    }
    auto unit = [tenant = request.principal->tenant, before, limit = page->limit + 1](Tx& tx
                ) -> Result<std::vector<DepartureRecord>> {
        return fulfillment::departures::page(tx, tenant, before, limit);
    };
    const auto found = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    const auto position = [](const DepartureRecord& departure) { return departure.id.text(); };
    co_return list_response(
        request, services.cursors, kName, *page, *found, departure_view, position
    );
}

} // namespace

http::Route get_departures(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/departures",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .query = {"cursor", "limit"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_departures(services, request); },
        .compressible = true,
    };
}

} // namespace route9::gateway::endpoints
