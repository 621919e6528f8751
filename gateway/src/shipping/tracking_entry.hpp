// SPDX-License-Identifier: Apache-2.0
// The ledger entry that follows from a carrier's event: the same event of the same carrier moves
// the books once.
#pragma once

#include "adapters/carriers/tracking_document.hpp"
#include "core/names.hpp"
#include "fulfillment/parcel_store.hpp"

#include <string_view>

namespace route9::gateway {

/// `act` says what the event does; it may do several things.
EntryId tracking_entry(
    std::string_view act, const fulfillment::Parcel& parcel, const adapters::TrackingReport& report
);

} // namespace route9::gateway
