// SPDX-License-Identifier: Apache-2.0
// Why a parcel does not go on as it should, beside its status: a closed list, grouped by whose
// matter it is. Source: Karrio's tracking incident reasons; a closed gate and a closed road are
// ours.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace route9::fulfillment {

enum class Incident : std::uint8_t {
    carrier_damaged_parcel,
    carrier_sorting_error,
    carrier_address_not_found,
    carrier_parcel_lost,
    carrier_not_enough_time,
    carrier_vehicle_issue,
    carrier_capacity_exceeded,
    retailer_cancelled,
    retailer_incorrect_data,
    retailer_not_ready,
    retailer_incorrect_dimensions,
    retailer_packaging_issue,
    consignee_refused,
    consignee_not_available,
    consignee_cancelled,
    consignee_verification_failed,
    consignee_incorrect_address,
    customs_delay,
    customs_documentation,
    customs_duties_unpaid,
    customs_prohibited,
    customs_inspection,
    weather_delay,
    natural_disaster,
    force_majeure,
    security_issue,
    regulatory_hold,
    gate_closed,
    road_closed,
    unknown, // there is one, and nobody has said which
};

/// In the order of the enumerators.
std::span<const std::string_view> incident_names() noexcept;
std::string_view name(Incident incident) noexcept;
/// Nullopt for a word that is none of them.
std::optional<Incident> parse_incident(std::string_view text) noexcept;

} // namespace route9::fulfillment
