// SPDX-License-Identifier: Apache-2.0
// The clock of parcels that lie ready for their recipients: sellers are reminded two days before a
// branch gives one up, and then its return opens. A part of housekeeping. Metric:
// route9_returns_opened_total{by="holding_days"}.
#pragma once

#include "gateway/services.hpp"

namespace route9::gateway {

/// Parcels that are looked at in one unit of work.
inline constexpr int branch_waits_per_unit_max = 16;

/// Looks at all that are due now, in units; how many.
platform::task<Result<int>> follow_branches(Services& services);

} // namespace route9::gateway
