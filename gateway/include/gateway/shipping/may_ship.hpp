// SPDX-License-Identifier: Apache-2.0
// Who may do what between warehouse and door, beside a key's scopes: trucks and packing are the
// staff's; a parcel is seen by staff, by its seller, and by its carrier from the day it was handed
// over. What a key may not see answers like what does not exist. Values only.
#pragma once

#include "core/principal.hpp"
#include "core/result.hpp"
#include "fulfillment/parcel_store.hpp"

#include <initializer_list>

namespace route9::gateway {

/// Error: forbidden, naming the roles that may.
Result<void> require_role(const Principal& principal, std::initializer_list<Role> roles);

/// Operators and warehouses.
Result<void> require_staff(const Principal& principal);

bool may_see(const Principal& principal, const fulfillment::Parcel& parcel);

} // namespace route9::gateway
