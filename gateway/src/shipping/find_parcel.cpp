// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/find_parcel.hpp"

#include "gateway/shipping/may_ship.hpp"

#include <utility>

namespace route9::gateway {

using namespace fulfillment;

std::optional<Parcel> find_parcel(Tx& tx, const TenantId& tenant, std::string_view id_or_code) {
    if (const auto id = ParcelId::parse(id_or_code)) {
        return parcels::find(tx, tenant, *id);
    }
    return parcels::find_code(tx, tenant, id_or_code);
}

Result<Parcel> find_parcel_for(Tx& tx, const Principal& principal, std::string_view id_or_code) {
    auto parcel = find_parcel(tx, principal.tenant, id_or_code);
    if (!parcel || !may_see(principal, *parcel)) {
        return fail(ErrorCode::not_found);
    }
    return std::move(*parcel);
}

} // namespace route9::gateway
