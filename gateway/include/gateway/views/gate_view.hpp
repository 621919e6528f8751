// SPDX-License-Identifier: Apache-2.0
// A border gate as the API shows it: what the corridor knows of it today and what was reported.
#pragma once

#include "core/json.hpp"
#include "fulfillment/corridor.hpp"
#include "fulfillment/gate_report.hpp"

#include <span>

namespace route9::gateway {

Json gate_report_view(const fulfillment::GateReport& report, Instant now);
/// `reports` are the tenant's, of any gates.
Json gate_view(
    const fulfillment::CorridorGate& gate,
    std::span<const fulfillment::GateReport> reports,
    Instant now
);

/// As it was given, with its number.
Json past_report_view(const fulfillment::GateReport& report);

} // namespace route9::gateway
