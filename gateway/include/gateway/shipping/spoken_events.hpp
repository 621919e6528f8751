// SPDX-License-Identifier: Apache-2.0
// A parcel's tracking events with the words that were told, opened under the recipient's key; of an
// erased recipient's parcel without them.
#pragma once

#include "core/tx.hpp"
#include "core/vault.hpp"
#include "fulfillment/parcel_store.hpp"

#include <vector>

namespace route9::gateway {

std::vector<fulfillment::TrackingRecord>
spoken_events(Tx& tx, const fulfillment::Parcel& parcel, const Vault& vault);

} // namespace route9::gateway
