// SPDX-License-Identifier: Apache-2.0
// What the customs law keeps of an erased recipient, for the papers of a truck and for nothing
// else.
#pragma once

#include "core/tx.hpp"
#include "core/vault.hpp"
#include "gateway/shipping/truck_load.hpp"

namespace route9::gateway {

/// Fills in the erased recipients of whom an extract is still kept.
void fill_kept_details(Tx& tx, TruckLoad& load, const Vault& vault);

} // namespace route9::gateway
