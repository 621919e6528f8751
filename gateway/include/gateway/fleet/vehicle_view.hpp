// SPDX-License-Identifier: Apache-2.0
// A vehicle as the API shows it.
#pragma once

#include "core/json.hpp"
#include "fulfillment/vehicle.hpp"

namespace route9::gateway {

Json vehicle_view(const fulfillment::Vehicle& vehicle);

} // namespace route9::gateway
