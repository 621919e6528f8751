// SPDX-License-Identifier: Apache-2.0
// Which parcels a person has loaded onto which truck. A plan names a truck too, and may name
// another tomorrow; what was loaded stays on its truck until a person takes it off or loads it onto
// another. A row about an earlier truck says nothing.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/parcel_store.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment::loaded_parcels {

/// Writes departure, carrier and status, that it was loaded there, and version + 1. False when
/// another version is stored. Precondition: it names a departure.
bool move(Tx& tx, Parcel& parcel);
/// Its plan names the truck. False when it stands there already.
bool load(Tx& tx, const TenantId& tenant, const ParcelId& parcel, const DepartureId& departure);
void take_off(Tx& tx, const TenantId& tenant, const ParcelId& parcel);
bool is_on(Tx& tx, const TenantId& tenant, const ParcelId& parcel, const DepartureId& departure);
/// Codes of what is planned for the truck and nobody has loaded; none where nothing was loaded by a
/// person, since there nobody says what stands on it.
std::vector<std::string> missing(Tx& tx, const TenantId& tenant, const DepartureId& departure);

} // namespace route9::fulfillment::loaded_parcels
