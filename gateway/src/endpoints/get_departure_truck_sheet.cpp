// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/truck_sheet.hpp"
#include "core/tenancy.hpp"
#include "fulfillment/aggregate_store.hpp"
#include "fulfillment/departure_store.hpp"
#include "fulfillment/parcel_store.hpp"
#include "fulfillment/tracking.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/document_endpoints.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "gateway/views/printed.hpp"
#include "platform/async_store.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

adapters::TruckSheet sheet_of(const DepartureRecord& departure, Instant now) {
    return {
        .departure = departure.id.text(),
        .reference = departure.reference,
        .company = departure.tenant.text(),
        .from = departure.from,
        .to = departure.to,
        .gate = departure.gate,
        .carrier = departure.carrier.text(),
        .truck_plate = departure.truck_plate,
        .onward_plate = departure.transshipment ? departure.transshipment->plate : "",
        .master_bill = departure.master_bill,
        .state = std::string{name(departure.state)},
        .frozen = departure.state != DepartureState::open,
        .leaves = departure.leaves,
        .arrives = departure.arrives,
        .seals = departure.seals,
        .content_hash = departure.content_hash,
        .mass_max_g = departure.mass_max_g,
        .printed_at = now,
    };
}

Result<adapters::TruckSheet>
find(Tx& tx, const TenantId& tenant, std::string_view id_text, Instant now) {
    const auto id = DepartureId::parse(id_text);
    const auto departure = id ? departures::find(tx, tenant, *id) : std::nullopt;
    if (!departure) {
        return fail(ErrorCode::not_found);
    }
    adapters::TruckSheet sheet = sheet_of(*departure, now);
    if (const auto owner = tenancy::find_tenant(tx, tenant)) {
        sheet.company = owner->name;
    }
    if (const auto carrier = tenancy::find_party(tx, tenant, departure->carrier)) {
        sheet.carrier = carrier->name;
    }
    const auto containers = aggregates::containers_on(tx, tenant, *id);
    for (const Parcel& parcel : parcels::of_departure(tx, tenant, *id)) {
        if (parcel.status != name(TrackingStatus::cancelled)) {
            const auto in = containers.find(parcel.id);
            sheet.lines.push_back(
                {parcel.code,
                 parcel.house_bill,
                 parcel.pieces,
                 parcel.mass_g,
                 in == containers.end() ? "" : in->second}
            );
        }
    }
    if (!containers.empty()) { // what lies together stands together
        std::ranges::sort(sheet.lines, [](const auto& a, const auto& b) {
            return std::tie(a.container, a.parcel) < std::tie(b.container, b.parcel);
        });
    }
    return sheet;
}

platform::task<Result<http::Response>>
handle_get_departure_truck_sheet(Services& services, http::Request& request) {
    auto allowed =
        require_role(*request.principal, {Role::operator_, Role::warehouse, Role::broker});
    if (!allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    auto unit = [tenant = request.principal->tenant,
                 id = std::string{request.parameter("id")},
                 now = services.clock.business()](Tx& tx) { return find(tx, tenant, id, now); };
    auto sheet = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!sheet) {
        co_return Failure{std::move(sheet).error()};
    }
    auto draw = [sheet = std::move(*sheet)] { return adapters::truck_sheet_pdf(sheet); };
    auto pdf = co_await services.compute.run(std::move(draw), request.deadline);
    if (!pdf) {
        co_return Failure{std::move(pdf).error()};
    }
    co_return printed(pdf_type, std::move(*pdf));
}

} // namespace

http::Route get_departure_truck_sheet(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/departures/{id}/truck-sheet.pdf",
        .name = "get_departure_truck_sheet",
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_departure_truck_sheet(services, request); },
    };
}

} // namespace route9::gateway::endpoints
