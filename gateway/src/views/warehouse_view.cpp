// SPDX-License-Identifier: Apache-2.0
#include "gateway/views/warehouse_view.hpp"

#include <fmt/format.h>

namespace route9::gateway {
namespace {

using namespace fulfillment;

std::string day_text(LocalDay day) {
    return format_day(Day{day});
}

std::string clock_text(std::chrono::minutes after_midnight) {
    const auto minutes = after_midnight.count();
    return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

Json inspection_view(const WarehouseRecord& warehouse, Instant now) {
    Json json{
        {"from", day_text(*warehouse.inspects_from)},
        {"recognised", inspects_on(warehouse, day_of(to_local(now)))},
    };
    if (warehouse.inspects_to) {
        json["to"] = day_text(*warehouse.inspects_to);
    }
    return json;
}

} // namespace

Json view(const WarehouseRecord& warehouse, Instant now) {
    Json holidays = Json::array();
    for (const LocalDay day : warehouse.holidays) {
        holidays.push_back(day_text(day));
    }
    Json json{
        {"id", warehouse.id},
        {"node", warehouse.id},
        {"named_by", "tenant"},
        {"name", warehouse.name},
        {"handling_minutes", warehouse.handling.count()},
        {"cold", warehouse.cold},
        {"dangerous_goods", warehouse.dangerous_goods},
        {"bonded", warehouse.bonded},
        {"fulfils", warehouse.fulfils},
        {"holidays", std::move(holidays)},
        {"updated_at", format_utc(warehouse.updated_at)},
    };
    if (warehouse.cutoff) {
        json["cutoff"] = clock_text(*warehouse.cutoff);
    }
    if (warehouse.inspects_from) {
        json["customs_inspection"] = inspection_view(warehouse, now);
    }
    return json;
}

Json hub_view(const Warehouse& hub) {
    return Json{
        {"id", hub.id},
        {"node", hub.node},
        {"named_by", "corridor"},
        {"name", hub.id},
        {"handling_minutes", hub.handling.count()},
        {"cold", hub.cold},
        {"dangerous_goods", !hub.refuses_dangerous},
        {"bonded", false},
        {"fulfils", true},
        {"holidays", Json::array()},
    };
}

} // namespace route9::gateway
