// SPDX-License-Identifier: Apache-2.0
// A truck as the papers need it, read in one transaction: its parcels with their orders, goods and
// recipients in clear. Recipients are personal data: the value is used and dropped, never logged.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"
#include "core/vault.hpp"
#include "fulfillment/departure_store.hpp"
#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/order_store.hpp"
#include "fulfillment/parcel_store.hpp"
#include "fulfillment/pickup_point.hpp"
#include "fulfillment/product_store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace route9::gateway {

struct LoadedParcel {
    fulfillment::Parcel parcel;
    fulfillment::Fulfillment fulfillment;
    fulfillment::OrderRecord order;
    std::optional<fulfillment::PersonalDetails> details;         // nullopt once erased
    std::vector<std::optional<fulfillment::Product>> products{}; // by order line
    std::string seller_name{};
    std::optional<fulfillment::PickupPoint> point{}; // where the buyer fetches it
};

struct TruckLoad {
    fulfillment::DepartureRecord departure;
    std::string tenant_name;
    std::vector<LoadedParcel> parcels;    // by id
    std::optional<ManifestId> replaces{}; // the void manifest that has no successor yet
    std::string plate_country{};          // "VN", "LA"; empty where no vehicle says
};

/// One parcel with what it belongs to. Precondition: they exist.
LoadedParcel read_loaded_parcel(Tx& tx, fulfillment::Parcel parcel, const Vault& vault);

/// Whom and where its carrier brings it. Precondition: the details are there.
fulfillment::Recipient
delivered_to(const LoadedParcel& loaded, const fulfillment::AddressBook& addresses);

/// Parcels that were cancelled are not on it. Error: not_found.
Result<TruckLoad>
read_truck_load(Tx& tx, const TenantId& tenant, const DepartureId& id, const Vault& vault);

} // namespace route9::gateway
