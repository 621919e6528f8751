// SPDX-License-Identifier: Apache-2.0
// Parcels that lie ready for their recipients, and when each is looked at next: to remind of it, or
// because its days there are over. A row may outlive the waiting: whoever looks asks the parcel.
// Called inside a unit of work.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"

#include <string>
#include <vector>

namespace route9::fulfillment {

struct BranchWait {
    TenantId tenant;
    ParcelId parcel;
    Instant since{};
    Instant next_at{};
    bool is_reminded = false;
    std::string point{}; // of fulfillment/pickup_point.hpp, where its carrier named one
};

namespace branch_waits {

/// Begins it, or writes when it is looked at next.
void put(Tx& tx, const BranchWait& wait);
void end(Tx& tx, const TenantId& tenant, const ParcelId& parcel);
/// Of all tenants within the unit's reach, the longest due first.
std::vector<BranchWait> due(Tx& tx, Instant now, int limit);

} // namespace branch_waits
} // namespace route9::fulfillment
