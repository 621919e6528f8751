// SPDX-License-Identifier: Apache-2.0
#include "gateway/views/leg_view.hpp"

#include <utility>

namespace route9::gateway {

using namespace fulfillment;

Json leg_report_view(const LegReport& report, Instant now) {
    Json json{
        {"direction", std::string{name(report.direction)}},
        {"state", std::string{name(report.condition)}},
        {"effective_state", std::string{name(effective_condition(report, now))}},
        {"delay_minutes", report.delay_minutes},
        {"source", report.source},
        {"reported_at", format_utc(report.reported_at)},
    };
    if (report.valid_until) {
        json["valid_until"] = format_utc(*report.valid_until);
    }
    return json;
}

Json leg_view(const CorridorLeg& leg, std::span<const LegReport> reports, Instant now) {
    const std::string id = leg_id(leg.leg);
    Json states = Json::array();
    for (const LegReport& report : reports) {
        if (report.leg == id) {
            states.push_back(leg_report_view(report, now));
        }
    }
    Json json{
        {"id", id},
        {"from", leg.leg.from},
        {"to", leg.leg.to},
        {"country", leg.leg.side == LegSide::laos ? "LA" : "VN"},
        {"km", leg.leg.km.text()},
        {"minutes", leg.leg.duration.count()},
        {"states", std::move(states)},
    };
    if (!leg.road.empty()) {
        json["road"] = leg.road;
    }
    if (leg.leg.mass_max) {
        json["mass_max_t"] = leg.leg.mass_max->text();
    }
    return json;
}

} // namespace route9::gateway
