// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/truck_load.hpp"

#include "core/assert.hpp"
#include "core/tenancy.hpp"
#include "fulfillment/manifest_store.hpp"
#include "fulfillment/pickup_name.hpp"
#include "fulfillment/tracking.hpp"
#include "fulfillment/vehicle.hpp"
#include "gateway/orders/known_pickup.hpp"
#include "gateway/orders/load_order.hpp"

#include <utility>

namespace route9::gateway {

using namespace fulfillment;

namespace {

/// Of the plate its papers name, as its vehicle says.
std::string plate_country_of(Tx& tx, const DepartureRecord& departure) {
    if (departure.transshipment) {
        return departure.transshipment->plate_country;
    }
    const auto vehicle = departure.vehicle.empty()
                             ? std::nullopt
                             : vehicles::find(tx, departure.tenant, departure.vehicle);
    if (!vehicle || departure.truck_plate.empty()) {
        return {};
    }
    return departure.truck_plate == vehicle->plate_vn   ? "VN"
           : departure.truck_plate == vehicle->plate_la ? "LA"
                                                        : "";
}

} // namespace

LoadedParcel read_loaded_parcel(Tx& tx, Parcel parcel, const Vault& vault) {
    auto item = fulfillments::find(tx, parcel.tenant, parcel.fulfillment);
    auto order = orders::find(tx, parcel.tenant, parcel.order);
    ROUTE9_ASSERT(item.has_value() && order.has_value());
    const auto seller = tenancy::find_party(tx, parcel.tenant, parcel.seller);
    auto details = open_details(tx, *order, vault);
    LoadedParcel loaded{
        .parcel = std::move(parcel),
        .fulfillment = std::move(*item),
        .order = std::move(*order),
        .details = std::move(details),
    };
    loaded.seller_name = seller ? seller->name : loaded.parcel.seller.text();
    if (const auto named = parse_pickup_name(loaded.order.order.recipient.pickup_point)) {
        loaded.point = pickup_points::find(tx, loaded.parcel.tenant, named->carrier, named->point);
    }
    for (const OrderLine& line : loaded.order.order.lines) {
        loaded.products.push_back(
            products::find(tx, loaded.parcel.tenant, loaded.parcel.seller, line.sku)
        );
    }
    return loaded;
}

Recipient delivered_to(const LoadedParcel& loaded, const AddressBook& addresses) {
    ROUTE9_ASSERT(loaded.details.has_value());
    const Recipient& typed = loaded.details->recipient;
    return loaded.point ? at_point(typed, *loaded.point, addresses) : typed;
}

Result<TruckLoad>
read_truck_load(Tx& tx, const TenantId& tenant, const DepartureId& id, const Vault& vault) {
    auto departure = departures::find(tx, tenant, id);
    if (!departure) {
        return fail(ErrorCode::not_found);
    }
    const auto owner = tenancy::find_tenant(tx, tenant);
    TruckLoad load{
        .departure = std::move(*departure),
        .tenant_name = owner ? owner->name : tenant.text(),
        .parcels = {},
    };
    for (const auto& manifest : manifests::of_departure(tx, tenant, id)) {
        if (manifest.state == ManifestState::void_ && !manifest.replaced_by) {
            load.replaces = manifest.id;
        }
    }
    load.plate_country = plate_country_of(tx, load.departure);
    for (Parcel& parcel : parcels::of_departure(tx, tenant, id)) {
        if (parcel.status != name(TrackingStatus::cancelled)) {
            load.parcels.push_back(read_loaded_parcel(tx, std::move(parcel), vault));
        }
    }
    return load;
}

} // namespace route9::gateway
