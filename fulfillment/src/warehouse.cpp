// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/warehouse.hpp"

#include <algorithm>

namespace route9::fulfillment {
namespace {

constexpr std::chrono::days kDay{1};

bool is_off(const WarehouseRecord& warehouse, LocalDay day) {
    return std::ranges::binary_search(warehouse.holidays, day);
}

LocalDay next_working_day(const WarehouseRecord& warehouse, LocalDay after) {
    LocalDay day = after + kDay;
    while (is_off(warehouse, day)) {
        day += kDay;
    }
    return day;
}

} // namespace

bool inspects_on(const WarehouseRecord& warehouse, LocalDay day) noexcept {
    return warehouse.inspects_from && *warehouse.inspects_from <= day &&
           (!warehouse.inspects_to || day <= *warehouse.inspects_to);
}

PlannedWarehouse planned_at(const WarehouseRecord& warehouse, LocalTime now) {
    PlannedWarehouse planned;
    planned.warehouse.id = warehouse.id;
    planned.warehouse.node = warehouse.id;
    planned.warehouse.cold = warehouse.cold;
    planned.warehouse.handling = warehouse.handling;
    planned.warehouse.refuses_dangerous = !warehouse.dangerous_goods;
    if (!warehouse.cutoff && warehouse.holidays.empty()) {
        return planned;
    }
    const LocalDay day = day_of(now);
    const bool is_late = warehouse.cutoff && now > day + *warehouse.cutoff;
    if (!is_late && !is_off(warehouse, day)) {
        planned.warehouse.cutoff = warehouse.cutoff;
        planned.good_until = warehouse.cutoff ? LocalTime{day + *warehouse.cutoff} + Seconds{1}
                                              : LocalTime{day + kDay};
        return planned;
    }
    // Always late: the planner starts tomorrow, and the days off after that are handling.
    planned.warehouse.cutoff = std::chrono::minutes{-1};
    planned.warehouse.handling += next_working_day(warehouse, day) - (day + kDay);
    planned.good_until = LocalTime{day + kDay};
    return planned;
}

} // namespace route9::fulfillment
