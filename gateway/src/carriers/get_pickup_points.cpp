// SPDX-License-Identifier: Apache-2.0
#include "core/tenancy.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/carriers/pickup_endpoints.hpp"
#include "gateway/list_page.hpp"
#include "platform/async_store.hpp"

#include <utility>
#include <vector>

namespace route9::gateway::endpoints {
namespace {

using fulfillment::PickupPoint;

constexpr std::string_view kPageName = "get_pickup_points";

platform::task<Result<http::Response>>
handle_get_pickup_points(Services& services, http::Request& request) {
    const auto carrier = carrier_to_read(request);
    if (!carrier) {
        co_return Failure{carrier.error()};
    }
    const auto page = read_page(request, services.cursors, kPageName);
    if (!page) {
        co_return Failure{page.error()};
    }
    fulfillment::pickup_points::PageOf wanted{
        .carrier = *carrier,
        .district = std::nullopt,
        .after = page->position,
        .limit = page->limit + 1,
    };
    if (const auto district = request.target.query.find("district")) {
        wanted.district = std::string{*district};
    }
    auto unit = [tenant = request.principal->tenant,
                 wanted = std::move(wanted)](Tx& tx) -> Result<std::vector<PickupPoint>> {
        const auto party = tenancy::find_party(tx, tenant, wanted.carrier);
        if (!party || party->kind != PartyKind::carrier) {
            return fail(ErrorCode::not_found);
        }
        return fulfillment::pickup_points::page(tx, tenant, wanted);
    };
    const auto found = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    const auto item = [today = corridor_day(services.clock.business())](const PickupPoint& each) {
        return view(each, today);
    };
    const auto position = [](const PickupPoint& each) { return each.id; };
    co_return list_response(request, services.cursors, kPageName, *page, *found, item, position);
}

} // namespace

http::Route get_pickup_points(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/carriers/{id}/pickup-points",
        .name = std::string{kPageName},
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .query = {"district", "cursor", "limit"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_pickup_points(services, request); },
        .compressible = true,
    };
}

} // namespace route9::gateway::endpoints
