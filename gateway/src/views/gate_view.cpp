// SPDX-License-Identifier: Apache-2.0
#include "gateway/views/gate_view.hpp"

#include "fulfillment/corridor_time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string>

namespace route9::gateway {
namespace {

using namespace fulfillment;

std::string_view word(GateClass gate_class) {
    switch (gate_class) {
    case GateClass::international:
        return "international";
    case GateClass::main:
        return "main";
    case GateClass::secondary:
        return "secondary";
    }
    return {};
}

std::string_view word(Certainty certainty) {
    switch (certainty) {
    case Certainty::verified:
        return "verified";
    case Certainty::own_knowledge:
        return "own_knowledge";
    case Certainty::uncertain:
        return "uncertain";
    }
    return {};
}

std::string_view word(ClearanceModel model) {
    switch (model) {
    case ClearanceModel::single_stop:
        return "single_stop";
    case ClearanceModel::two_stop:
        return "two_stop";
    }
    return {};
}

std::string clock_text(std::chrono::minutes after_midnight) {
    const auto minutes = after_midnight.count();
    return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

Json side_view(const GateSide& side) {
    Json json{
        {"name", side.name_en},
        {"province", side.province},
        {"road", side.road},
        {"customs_offices", side.customs_offices},
    };
    if (!side.name_local.empty()) {
        json["name_local"] = side.name_local;
    }
    if (!side.unlocode.empty()) {
        json["unlocode"] = side.unlocode;
    }
    return json;
}

/// Nobody has reported it: silence is no open gate, and plans go by its published hours.
Json silent_view(CrossingDirection direction) {
    return Json{
        {"direction", std::string{name(direction)}},
        {"effective_state", std::string{name(GateCondition::unknown)}},
        {"basis", "published_hours"},
    };
}

} // namespace

Json past_report_view(const GateReport& report) {
    Json json{
        {"version", report.version},
        {"direction", std::string{name(report.direction)}},
        {"state", std::string{name(report.condition)}},
        {"queue_minutes", report.queue_minutes},
        {"source", report.source},
        {"reported_at", format_utc(report.reported_at)},
    };
    if (report.valid_until) {
        json["valid_until"] = format_utc(*report.valid_until);
    }
    return json;
}

Json gate_report_view(const GateReport& report, Instant now) {
    const auto effective =
        effective_condition(state_of(report), to_local(now), gate_state_ttl_default);
    Json json = past_report_view(report);
    json.erase("version");
    json["effective_state"] = std::string{name(effective)};
    json["basis"] = "report";
    return json;
}

Json gate_view(const CorridorGate& gate, std::span<const GateReport> reports, Instant now) {
    const auto today = std::chrono::floor<std::chrono::days>(to_local(now));
    const bool is_holiday = std::ranges::binary_search(gate.calendar.holidays, today);
    Json hours = Json::array();
    for (const OpeningHours& row : gate.calendar.hours) {
        if (row.valid.holds(today) && !is_holiday) {
            hours.push_back({{"open", clock_text(row.open)}, {"close", clock_text(row.close)}});
        }
    }
    Json states = Json::array();
    for (const CrossingDirection direction : {CrossingDirection::vn_la, CrossingDirection::la_vn}) {
        const auto report = std::ranges::find_if(reports, [&](const GateReport& each) {
            return each.gate.text() == gate.id && each.direction == direction;
        });
        states.push_back(
            report == reports.end() ? silent_view(direction) : gate_report_view(*report, now)
        );
    }
    Json json{
        {"id", gate.id},
        {"class", std::string{word(gate.gate_class)}},
        {"vn", side_view(gate.viet_nam)},
        {"la", side_view(gate.laos)},
        {"hours", std::move(hours)},
        {"hours_certainty", std::string{word(gate.hours_certainty)}},
        {"process_minutes", gate.calendar.process.count()},
        {"certainty", std::string{word(gate.certainty)}},
        {"states", std::move(states)},
    };
    for (const ClearancePeriod& period : gate.calendar.models) {
        if (period.valid.holds(today)) {
            json["model"] = std::string{word(period.model)};
        }
    }
    return json;
}

} // namespace route9::gateway
