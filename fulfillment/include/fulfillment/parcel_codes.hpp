// SPDX-License-Identifier: Apache-2.0
// Parcel codes across tenants: the buyer's page knows a parcel by its code alone.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"

#include <string_view>

namespace route9::fulfillment::parcel_codes {

/// For good, in the unit that inserts the parcel. False when another tenant has it. Codes of the
/// form that is made here need no claim.
bool claim(Tx& tx, const TenantId& tenant, std::string_view code);

/// Another tenant's parcel bears it, or it is an SSCC of a prefix by which another tenant numbers,
/// who would give it to a parcel some day. The unit reaches everything.
bool is_taken_elsewhere(Tx& tx, const TenantId& tenant, std::string_view code);

} // namespace route9::fulfillment::parcel_codes
