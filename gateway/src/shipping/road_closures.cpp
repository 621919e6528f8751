// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/road_closures.hpp"

#include "fulfillment/leg_report.hpp"
#include "gateway/fleet/vehicle_check.hpp"
#include "gateway/shipping/departing_check.hpp"

namespace route9::gateway {

using namespace fulfillment;

std::optional<std::string> road_closure_words(
    Tx& tx, const DepartureRecord& departure, const Catalogue& catalogue, Instant now
) {
    const auto direction = direction_of(departure, catalogue);
    const auto reports = leg_reports::all(tx, departure.tenant);
    const auto network = reported_network(catalogue.corridor, reports, direction, now);
    if (network == catalogue.corridor.network || way_of(departure, *network, now).exists ||
        !way_of(departure, *catalogue.corridor.network, now).exists) {
        return std::nullopt;
    }
    std::string closed;
    for (const LegReport& report : reports) {
        if (report.direction == direction &&
            effective_condition(report, now) == GateCondition::closed) {
            closed += (closed.empty() ? "" : ", ") + report.leg;
        }
    }
    return "no road leads from " + departure.from + " to " + departure.to +
           (departure.gate.empty() ? std::string{} : " by " + departure.gate) +
           (departure.gross_mass_kg && !departure.transshipment
                ? " that bears " + std::to_string(*departure.gross_mass_kg) + " kg"
                : std::string{}) +
           " while these are reported closed: " + closed;
}

} // namespace route9::gateway
