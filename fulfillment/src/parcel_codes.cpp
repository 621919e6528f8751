// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/parcel_codes.hpp"

namespace route9::fulfillment::parcel_codes {
namespace {

constexpr Statement kTakenElsewhere{
    "parcel.code_elsewhere", "SELECT 1 FROM parcel WHERE code = $1 AND tenant_id <> $2 LIMIT 1"
};

} // namespace

bool is_taken_elsewhere(Tx& tx, const TenantId& tenant, std::string_view code) {
    Rows rows = tx.query(kTakenElsewhere, code, tenant);
    return rows.next();
}

} // namespace route9::fulfillment::parcel_codes
