// SPDX-License-Identifier: Apache-2.0
// What operators and partners report about a gate, per direction, with source, time and validity.
// Every report moves the tenant's corridor snapshot and is kept in a log. Gates themselves are the
// corridor's data.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/gate_state.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment {

enum class CrossingDirection : std::uint8_t { vn_la, la_vn };

std::string_view name(CrossingDirection direction) noexcept;
std::optional<CrossingDirection> parse_direction(std::string_view text) noexcept;

struct GateReport {
    GateId gate;
    CrossingDirection direction = CrossingDirection::vn_la;
    GateCondition condition = GateCondition::unknown;
    std::int64_t queue_minutes = 0;
    std::string source;
    Instant reported_at{};
    std::optional<Instant> valid_until;
    std::int64_t version = 0;
};

GateState state_of(const GateReport& report);

namespace gate_reports {

/// Replaces the report of that gate and direction unless it is older; logs it and moves the
/// snapshot. False when a newer report stands.
bool put(Tx& tx, const TenantId& tenant, GateReport& report);
std::vector<GateReport> all(Tx& tx, const TenantId& tenant);
/// The report that stands; nullopt when nobody has reported this gate and direction.
std::optional<GateReport>
find(Tx& tx, const TenantId& tenant, const GateId& gate, CrossingDirection direction);
/// What was reported of it, newest first, before that version when given; the last
/// limits::gate_reports_kept_max are kept.
std::vector<GateReport> history(
    Tx& tx,
    const TenantId& tenant,
    const GateId& gate,
    CrossingDirection direction,
    const std::optional<std::int64_t>& before,
    int limit
);

} // namespace gate_reports
} // namespace route9::fulfillment
