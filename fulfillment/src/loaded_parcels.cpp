// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/loaded_parcels.hpp"

#include "core/assert.hpp"

#include <optional>

namespace route9::fulfillment::loaded_parcels {
namespace {

constexpr Statement kMove{
    "parcel.move_loaded",
    "UPDATE parcel SET departure_id = $4, loaded_on = $4, status = $5, status_at = $6,"
    " carrier_id = $7, version = version + 1 WHERE tenant_id = $1 AND parcel_id = $2"
    " AND version = $3"
};
constexpr Statement kLoad{
    "parcel.load",
    "UPDATE parcel SET loaded_on = $3 WHERE tenant_id = $1 AND parcel_id = $2"
    " AND (loaded_on IS NULL OR loaded_on <> $3)"
};
constexpr Statement kTakeOff{
    "parcel.take_off", "UPDATE parcel SET loaded_on = NULL WHERE tenant_id = $1 AND parcel_id = $2"
};
constexpr Statement kIsOn{
    "parcel.is_loaded_on",
    "SELECT 1 FROM parcel WHERE tenant_id = $1 AND parcel_id = $2 AND loaded_on = $3"
};
constexpr Statement kMissing{
    "parcel.not_loaded",
    "SELECT p.code FROM parcel p WHERE p.tenant_id = $1 AND p.departure_id = $2"
    " AND p.status <> 'cancelled' AND (p.loaded_on IS NULL OR p.loaded_on <> $2)"
    " AND EXISTS (SELECT 1 FROM parcel l WHERE l.tenant_id = $1 AND l.departure_id = $2"
    " AND l.loaded_on = $2) ORDER BY p.code"
};

} // namespace

bool move(Tx& tx, Parcel& parcel) {
    ROUTE9_ASSERT(parcel.departure.has_value());
    const std::optional<PartyId> carrier =
        parcel.carrier.empty() ? std::nullopt : std::optional{parcel.carrier};
    const bool moved = tx.execute(
                           kMove,
                           parcel.tenant,
                           parcel.id,
                           parcel.version,
                           *parcel.departure,
                           parcel.status,
                           parcel.status_at,
                           carrier
                       ) == 1;
    parcel.version += moved ? 1 : 0;
    return moved;
}

bool load(Tx& tx, const TenantId& tenant, const ParcelId& parcel, const DepartureId& departure) {
    return tx.execute(kLoad, tenant, parcel, departure) == 1;
}

void take_off(Tx& tx, const TenantId& tenant, const ParcelId& parcel) {
    tx.execute(kTakeOff, tenant, parcel);
}

bool is_on(Tx& tx, const TenantId& tenant, const ParcelId& parcel, const DepartureId& departure) {
    Rows rows = tx.query(kIsOn, tenant, parcel, departure);
    return rows.next();
}

std::vector<std::string> missing(Tx& tx, const TenantId& tenant, const DepartureId& departure) {
    std::vector<std::string> codes;
    Rows rows = tx.query(kMissing, tenant, departure);
    while (rows.next()) {
        codes.push_back(rows.row().get<std::string>(0));
    }
    return codes;
}

} // namespace route9::fulfillment::loaded_parcels
