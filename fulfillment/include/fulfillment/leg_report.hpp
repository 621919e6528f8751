// SPDX-License-Identifier: Apache-2.0
// What operators and partners report about a leg of the corridor's roads (flood, landslide, works),
// per direction of the goods, with source, time and validity. Every report moves the tenant's
// corridor snapshot. A leg is named by its ends as the corridor lists them, "DONGHA-LAOBAO_SECZ".
// Source: logistics conventions, §8.5.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/corridor.hpp"
#include "fulfillment/gate_report.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment {

std::string leg_id(const NetworkLeg& leg);
const CorridorLeg* find_leg(const Corridor& corridor, std::string_view id) noexcept;

struct LegReport {
    std::string leg;
    CrossingDirection direction = CrossingDirection::vn_la;
    GateCondition condition = GateCondition::unknown;
    std::int64_t delay_minutes = 0; // on top of the time the road takes
    std::string source;
    Instant reported_at{};
    std::optional<Instant> valid_until;
    std::int64_t version = 0;
};

/// Past `valid_until`, or a day old, it is unknown and the map counts; a closure without an end
/// stays until another report.
GateCondition effective_condition(const LegReport& report, Instant now) noexcept;

/// When something a plan relies on ends without another report; nullopt when nothing does.
std::optional<Instant> first_end(std::span<const LegReport> reports, Instant now);

/// The corridor's own network when nothing reported has an effect in that direction.
std::shared_ptr<const Network> reported_network(
    const Corridor& corridor,
    std::span<const LegReport> reports,
    CrossingDirection direction,
    Instant now
);

/// The first leg of a planned way that is closed now; `path` is a list of nodes.
const LegReport* closed_leg_on(
    std::span<const std::string> path,
    std::span<const LegReport> reports,
    CrossingDirection direction,
    Instant now
);

namespace leg_reports {

/// Replaces the report of that leg and direction unless it is older; moves the snapshot. False when
/// a newer report stands.
bool put(Tx& tx, const TenantId& tenant, LegReport& report);
std::vector<LegReport> all(Tx& tx, const TenantId& tenant);
std::optional<LegReport>
find(Tx& tx, const TenantId& tenant, std::string_view leg, CrossingDirection direction);

} // namespace leg_reports
} // namespace route9::fulfillment
