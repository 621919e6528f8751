// SPDX-License-Identifier: Apache-2.0
// A leg of the corridor's roads as the API shows it: what the map says and what was reported.
#pragma once

#include "core/json.hpp"
#include "fulfillment/leg_report.hpp"

#include <span>

namespace route9::gateway {

Json leg_report_view(const fulfillment::LegReport& report, Instant now);
/// `reports` are the tenant's, of any legs.
Json leg_view(
    const fulfillment::CorridorLeg& leg,
    std::span<const fulfillment::LegReport> reports,
    Instant now
);

} // namespace route9::gateway
