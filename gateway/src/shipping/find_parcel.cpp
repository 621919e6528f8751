// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/find_parcel.hpp"

#include "adapters/documents/sscc.hpp"
#include "gateway/shipping/may_ship.hpp"

#include <utility>

namespace route9::gateway {

using namespace fulfillment;

std::optional<Parcel> find_parcel(Tx& tx, const TenantId& tenant, std::string_view name) {
    if (const auto id = ParcelId::parse(name)) {
        return parcels::find(tx, tenant, *id);
    }
    const auto code = adapters::parcel_name_in(name);
    return code ? parcels::find_code(tx, tenant, *code) : std::nullopt;
}

Result<Parcel> find_parcel_for(Tx& tx, const Principal& principal, std::string_view name) {
    auto parcel = find_parcel(tx, principal.tenant, name);
    if (!parcel || !may_see(principal, *parcel)) {
        return fail(ErrorCode::not_found);
    }
    return std::move(*parcel);
}

} // namespace route9::gateway
