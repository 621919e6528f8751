// SPDX-License-Identifier: Apache-2.0
// A tenant's warehouse: a hub of the corridor with the hours and abilities it has for this tenant.
// Times are corridor time. What the planner sees of it changes with the hour: planned_at() turns
// cut-off and days off into a start, good until the next of them. Values only.
#pragma once

#include "core/names.hpp"
#include "core/time.hpp"
#include "fulfillment/corridor_time.hpp"
#include "fulfillment/planning_input.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace route9::fulfillment {

inline constexpr std::size_t warehouse_holidays_max = 366;
inline constexpr std::chrono::minutes warehouse_handling_max{7 * 24 * 60};

struct WarehouseRecord {
    TenantId tenant;
    std::string id; // the hub's, and so its node in the network
    std::string name;
    std::optional<std::chrono::minutes> cutoff; // after midnight; absent: works round the clock
    std::chrono::minutes handling{0};
    bool cold = false;
    bool dangerous_goods = false;
    bool bonded = false;
    bool fulfils = true; // false: goods are shown here and ship from elsewhere
    // Recognised as a place of customs inspection, both days included.
    std::optional<LocalDay> inspects_from;
    std::optional<LocalDay> inspects_to;
    std::vector<LocalDay> holidays; // ascending, each once
    std::int64_t version = 0;
    Instant updated_at{};
};

bool inspects_on(const WarehouseRecord& warehouse, LocalDay day) noexcept;

struct PlannedWarehouse {
    Warehouse warehouse;
    std::optional<LocalTime> good_until; // absent: for ever
};

/// For plans made at `now`. On a day off, or after the cut-off, work starts at 00:00 of the next
/// day that is none, and takes `handling` from there.
PlannedWarehouse planned_at(const WarehouseRecord& warehouse, LocalTime now);

} // namespace route9::fulfillment
