// SPDX-License-Identifier: Apache-2.0
#include "gateway/views/emission_view.hpp"

#include "core/decimal.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway {
namespace {

using namespace fulfillment;

constexpr int kThousandths = 3;
constexpr int kNoAdjustment = 100;

std::string thousandths(std::int64_t units) {
    return Decimal{units, kThousandths}.text();
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

Json factor_json(const VehicleEmission& trip, const EmissionTable& table) {
    Json json{
        {"id", trip.factor},
        {"year", trip.factor_year},
        {"scope", trip.scope},
        {"g_per_tkm", thousandths(trip.mg_per_tkm)},
        {"basis", "default"},
        {"vehicle", trip.of_class ? "class" : "default"},
    };
    if (const TransportFactor* row = table.transport(trip.factor)) {
        json["uncertainty_percent"] = row->uncertainty_percent;
        json["certainty"] = std::string{word(row->certainty)};
        json["sources"] = row->sources;
    }
    return json;
}

/// `driven_percent` is zero where the planned kilometres count.
Json adjustments_json(const VehicleEmission& by, int driven_percent) {
    Json json = Json::array();
    if (by.cold_percent != kNoAdjustment) {
        json.push_back({{"id", "refrigerated"}, {"percent", by.cold_percent}});
    }
    if (driven_percent != 0) {
        json.push_back({{"id", "driven_instead_of_planned"}, {"percent", driven_percent}});
    }
    return json;
}

Json legs_json(const TripEmission& trip, std::int64_t mass_g) {
    Json json = Json::array();
    for (const TripLeg& leg : trip.counted()) {
        json.push_back({
            {"from", leg.from},
            {"to", leg.to},
            {"km", leg.km.text()},
            {"co2e_g", trip.of(mass_g, leg).grams()},
        });
    }
    return json;
}

/// What an answer about `mass_g` on this trip says.
void add_trip(Json& json, const FoundTrip& found, std::int64_t mass_g, const EmissionTable& table) {
    json["weight_kg"] = thousandths(mass_g);
    json["co2e_g"] = nullptr;
    json["fixed"] = found.kept;
    json["certified"] = false;
    json["not_counted"] = Json::array({"first_mile", "last_mile", "warehouse"});
    if (!found.trip) {
        json["missing"] = "way";
        return;
    }
    const TripEmission& trip = *found.trip;
    json["co2e_g"] = trip.of(mass_g).grams();
    json["km"] = trip.km().text();
    json["distance"] = trip.driven ? "actual" : "planned";
    json["legs"] = legs_json(trip, mass_g);
    json["factor"] = factor_json(trip, table);
    json["adjustments"] = adjustments_json(trip, trip.driven ? trip.driven_percent : 0);
    if (trip.onward) {
        const VehicleEmission& onward = *trip.onward;
        json["onward"] = {
            {"factor", factor_json(onward, table)}, {"adjustments", adjustments_json(onward, 0)}
        };
    }
}

} // namespace

Json parcel_emission_view(
    const Parcel& parcel,
    const FoundTrip& found,
    const std::optional<ParcelPackaging>& packaging,
    const EmissionTable& table
) {
    Json json{{"parcel", parcel.id.text()}, {"code", parcel.code}};
    if (parcel.departure) {
        json["departure"] = parcel.departure->text();
    }
    add_trip(json, found, parcel.mass_g, table);
    if (packaging) {
        json["packaging"] = {
            {"kind", packaging->kind},
            {"weight_g", packaging->weight_g},
            {"g_per_kg", thousandths(packaging->mg_per_kg)},
            {"year", packaging->factor_year},
            {"basis", "default"},
            {"co2e_g", packaging_emission(packaging->weight_g, packaging->mg_per_kg).grams()},
        };
    }
    return json;
}

Json trip_emission_view(
    const DepartureRecord& departure,
    const FoundTrip& found,
    std::span<const AboardLine> aboard,
    const EmissionTable& table
) {
    Json json{{"departure", departure.id.text()}, {"state", std::string{name(departure.state)}}};
    std::int64_t mass_g = 0;
    Json parcels = Json::array();
    for (const AboardLine& line : aboard) {
        mass_g += line.content.mass_g;
        Json one{
            {"parcel", line.parcel.text()},
            {"code", line.content.code},
            {"weight_kg", thousandths(line.content.mass_g)},
        };
        if (found.trip) {
            one["co2e_g"] = found.trip->of(line.content.mass_g).grams();
        }
        parcels.push_back(std::move(one));
    }
    add_trip(json, found, mass_g, table);
    json["parcels"] = std::move(parcels);
    return json;
}

} // namespace route9::gateway
