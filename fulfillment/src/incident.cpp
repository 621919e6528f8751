// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/incident.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace route9::fulfillment {
namespace {

constexpr std::array<std::string_view, 30> kNames{
    "carrier_damaged_parcel",
    "carrier_sorting_error",
    "carrier_address_not_found",
    "carrier_parcel_lost",
    "carrier_not_enough_time",
    "carrier_vehicle_issue",
    "carrier_capacity_exceeded",
    "retailer_cancelled",
    "retailer_incorrect_data",
    "retailer_not_ready",
    "retailer_incorrect_dimensions",
    "retailer_packaging_issue",
    "consignee_refused",
    "consignee_not_available",
    "consignee_cancelled",
    "consignee_verification_failed",
    "consignee_incorrect_address",
    "customs_delay",
    "customs_documentation",
    "customs_duties_unpaid",
    "customs_prohibited",
    "customs_inspection",
    "weather_delay",
    "natural_disaster",
    "force_majeure",
    "security_issue",
    "regulatory_hold",
    "gate_closed",
    "road_closed",
    "unknown",
};
static_assert(kNames.size() == static_cast<std::size_t>(Incident::unknown) + 1);

} // namespace

std::span<const std::string_view> incident_names() noexcept {
    return kNames;
}

std::string_view name(Incident incident) noexcept {
    return kNames[static_cast<std::size_t>(incident)];
}

std::optional<Incident> parse_incident(std::string_view text) noexcept {
    const auto* const found = std::ranges::find(kNames, text);
    if (found == kNames.end()) {
        return std::nullopt;
    }
    return static_cast<Incident>(found - kNames.begin());
}

} // namespace route9::fulfillment
