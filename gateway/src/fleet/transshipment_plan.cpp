// SPDX-License-Identifier: Apache-2.0
#include "gateway/fleet/transshipment_plan.hpp"

#include "fulfillment/vehicle.hpp"
#include "gateway/fleet/vehicle_check.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway {

using namespace fulfillment;

namespace {

bool crosses(const DepartureRecord& departure, const Catalogue& catalogue) {
    return !departure.gate.empty() &&
           country_of(catalogue, departure.from) != country_of(catalogue, departure.to);
}

} // namespace

std::optional<std::string> read_transshipment(ObjectReader& reader) {
    const Json* given = reader.any("transshipment", Need::optional);
    if (given == nullptr) { // absent, or null
        return reader.has("transshipment") ? std::optional{std::string{}} : std::nullopt;
    }
    const bool is_named = given->is_object() && given->size() == 1 && given->contains("vehicle") &&
                          given->at("vehicle").is_string();
    std::string vehicle = is_named ? given->at("vehicle").get<std::string>() : std::string{};
    if (vehicle.empty() || vehicle.size() > vehicle_id_bytes_max) {
        reader.refuse(
            "transshipment", "bad_value", R"(give {"vehicle": its id}, or null for none)"
        );
    }
    return vehicle;
}

Result<void> plan_transshipment(
    Tx& tx, DepartureRecord& departure, const std::string& vehicle, const Catalogue& catalogue
) {
    if (!crosses(departure, catalogue)) {
        return fail_field(
            "/transshipment",
            "no_gate",
            "the load is moved at the gate: give the departure its gate, or leave this out"
        );
    }
    if (vehicle == departure.vehicle) {
        return fail_field(
            "/transshipment/vehicle", "bad_value", "name another than the departure's own vehicle"
        );
    }
    const auto onward = vehicles::find(tx, departure.tenant, vehicle);
    if (!onward) {
        return fail_field(
            "/transshipment/vehicle", "unknown", "there is no such vehicle; see GET /v1/vehicles"
        );
    }
    Transshipment planned;
    take_over_by(planned, *onward, country_of(catalogue, departure.to));
    planned.own_mass_max_g = departure.mass_max_g;
    planned.own_volume_max_cm3 = departure.volume_max_cm3;
    planned.own_cold = departure.cold;
    departure.mass_max_g = std::min(departure.mass_max_g, onward->payload_g);
    if (onward->volume_cm3) {
        departure.volume_max_cm3 =
            std::min(departure.volume_max_cm3.value_or(*onward->volume_cm3), *onward->volume_cm3);
    }
    departure.cold = departure.cold && onward->cold;
    departure.transshipment = std::move(planned);
    return {};
}

void drop_transshipment(DepartureRecord& departure) {
    if (departure.transshipment) {
        departure.mass_max_g = departure.transshipment->own_mass_max_g;
        departure.volume_max_cm3 = departure.transshipment->own_volume_max_cm3;
        departure.cold = departure.transshipment->own_cold;
        departure.transshipment.reset();
    }
}

void take_over_by(Transshipment& transshipment, const Vehicle& vehicle, std::string_view country) {
    transshipment.vehicle = vehicle.id;
    transshipment.plate = plate_in(vehicle, country);
    transshipment.plate_country = transshipment.plate == vehicle.plate_la ? "LA" : "VN";
    transshipment.gross_mass_kg = vehicle.gross_mass_kg;
    transshipment.payload_g = vehicle.payload_g;
    transshipment.cold = vehicle.cold;
}

} // namespace route9::gateway
