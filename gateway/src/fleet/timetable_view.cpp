// SPDX-License-Identifier: Apache-2.0
#include "gateway/fleet/timetable_view.hpp"

#include "core/decimal.hpp"
#include "gateway/fleet/truck_kind.hpp"

#include <fmt/format.h>

namespace route9::gateway {
namespace {

constexpr int kGramDecimals = 3;
constexpr int kMinutesOfHour = 60;

} // namespace

Json timetable_view(const fulfillment::TimetableRow& row) {
    Json json{
        {"id", row.id},
        {"from", row.from},
        {"to", row.to},
        {"carrier", row.carrier.text()},
        {"weekdays", fulfillment::weekday_words(row.weekdays)},
        {"leaves",
         fmt::format(
             "{:02}:{:02}", row.leaves.count() / kMinutesOfHour, row.leaves.count() % kMinutesOfHour
         )},
        {"active", row.active},
        {"updated_at", format_utc(row.updated_at)},
    };
    const auto text = [&json](const char* member, const std::string& value) {
        if (!value.empty()) {
            json[member] = value;
        }
    };
    text("gate", row.gate);
    text("vehicle", row.vehicle);
    text("truck_plate", row.truck_plate);
    if (row.mass_max_g) {
        json["max_kg"] = Decimal{*row.mass_max_g, kGramDecimals}.text();
    }
    if (!row.onward.empty()) {
        json["transshipment"] = {{"vehicle", row.onward}};
    }
    show_truck_kind(json, {row.return_leg, row.price_per_kg_micros});
    if (row.travel) {
        json["travel_minutes"] = row.travel->count();
    }
    if (row.from_day) {
        json["valid_from"] = format_day(*row.from_day);
    }
    if (row.until_day) {
        json["valid_until"] = format_day(*row.until_day);
    }
    return json;
}

} // namespace route9::gateway
