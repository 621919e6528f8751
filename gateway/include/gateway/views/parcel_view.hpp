// SPDX-License-Identifier: Apache-2.0
// A parcel and its tracking events as the API shows them; nothing personal.
#pragma once

#include "core/json.hpp"
#include "fulfillment/parcel_store.hpp"

namespace route9::gateway {

Json parcel_view(const fulfillment::Parcel& parcel);
Json tracking_view(const fulfillment::TrackingRecord& event);

} // namespace route9::gateway
