// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/trip_emission_store.hpp"

#include "core/json.hpp"

#include <utility>
#include <vector>

namespace route9::fulfillment {
namespace {

constexpr Statement kPut{
    "trip_emission.put",
    "INSERT INTO trip_emission (tenant_id, departure_id, papers, factor_id, factor_year, scope,"
    " mg_per_tkm, of_class, cold_percent, driven_percent, legs, driven_m, onward) VALUES ($1, $2, "
    "$3, $4,"
    " $5, $6, $7, $8, $9, $10, $11, NULL, $12) ON CONFLICT (tenant_id, departure_id) DO UPDATE SET"
    " papers = excluded.papers, factor_id = excluded.factor_id,"
    " factor_year = excluded.factor_year, scope = excluded.scope,"
    " mg_per_tkm = excluded.mg_per_tkm, of_class = excluded.of_class,"
    " cold_percent = excluded.cold_percent, driven_percent = excluded.driven_percent,"
    " legs = excluded.legs, driven_m = NULL, onward = excluded.onward"
};
constexpr Statement kRemove{
    "trip_emission.remove", "DELETE FROM trip_emission WHERE tenant_id = $1 AND departure_id = $2"
};
constexpr Statement kFind{
    "trip_emission.find",
    "SELECT factor_id, factor_year, scope, mg_per_tkm, of_class, cold_percent, driven_percent,"
    " legs, driven_m, onward FROM trip_emission WHERE tenant_id = $1 AND departure_id = $2"
};
constexpr Statement kTellDriven{
    "trip_emission.tell_driven",
    "UPDATE trip_emission SET driven_m = $3"
    " WHERE tenant_id = $1 AND departure_id = $2 AND driven_m IS NULL"
};
constexpr Statement kInsertPackaging{
    "parcel_packaging.insert",
    "INSERT INTO parcel_packaging (tenant_id, parcel_id, seller_id, kind, weight_g, mg_per_kg,"
    " factor_year) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING"
};
constexpr Statement kFindPackaging{
    "parcel_packaging.find",
    "SELECT kind, weight_g, mg_per_kg, factor_year FROM parcel_packaging"
    " WHERE tenant_id = $1 AND parcel_id = $2"
};

std::string text_of(const std::vector<TripLeg>& legs) {
    Json json = Json::array();
    for (const TripLeg& leg : legs) {
        json.push_back(Json::array({leg.from, leg.to, leg.km.units(), leg.onward ? 1 : 0}));
    }
    return json.dump();
}

std::vector<TripLeg> legs_from(std::string_view text) {
    std::vector<TripLeg> legs;
    const Json rows = Json::parse(text);
    legs.reserve(rows.size());
    for (const Json& row : rows) {
        legs.push_back(
            {row.at(0).get<std::string>(),
             row.at(1).get<std::string>(),
             DistanceKm::of_units(row.at(2).get<std::int64_t>()),
             row.size() > 3 && row.at(3).get<int>() != 0} // earlier builds wrote three
        );
    }
    return legs;
}

std::optional<std::string> text_of(const std::optional<VehicleEmission>& onward) {
    if (!onward) {
        return std::nullopt;
    }
    return Json{
        {"factor", onward->factor},
        {"factor_year", onward->factor_year},
        {"scope", onward->scope},
        {"mg_per_tkm", onward->mg_per_tkm},
        {"of_class", onward->of_class},
        {"cold_percent", onward->cold_percent},
    }
        .dump();
}

VehicleEmission onward_from(std::string_view text) {
    const Json json = Json::parse(text);
    return VehicleEmission{
        .factor = json.at("factor").get<std::string>(),
        .factor_year = json.at("factor_year").get<int>(),
        .scope = json.at("scope").get<std::string>(),
        .mg_per_tkm = json.at("mg_per_tkm").get<std::int64_t>(),
        .of_class = json.at("of_class").get<bool>(),
        .cold_percent = json.at("cold_percent").get<int>(),
    };
}

} // namespace

namespace trip_emissions {

void put(
    Tx& tx,
    const TenantId& tenant,
    const DepartureId& departure,
    std::int64_t papers,
    const TripEmission& trip
) {
    tx.put(
        kPut,
        tenant,
        departure,
        papers,
        trip.factor,
        trip.factor_year,
        trip.scope,
        trip.mg_per_tkm,
        trip.of_class ? 1 : 0,
        trip.cold_percent,
        trip.driven_percent,
        text_of(trip.legs),
        text_of(trip.onward)
    );
}

void remove(Tx& tx, const TenantId& tenant, const DepartureId& departure) {
    tx.put(kRemove, tenant, departure);
}

std::optional<TripEmission> find(Tx& tx, const TenantId& tenant, const DepartureId& departure) {
    Rows rows = tx.query(kFind, tenant, departure);
    if (!rows.next()) {
        return std::nullopt;
    }
    const Row row = rows.row();
    TripEmission trip;
    trip.factor = row.get<std::string>(0);
    trip.factor_year = static_cast<int>(row.get<std::int64_t>(1));
    trip.scope = row.get<std::string>(2);
    trip.mg_per_tkm = row.get<std::int64_t>(3);
    trip.of_class = row.get<std::int64_t>(4) != 0;
    trip.cold_percent = static_cast<int>(row.get<std::int64_t>(5));
    trip.driven_percent = static_cast<int>(row.get<std::int64_t>(6));
    trip.legs = legs_from(row.get<std::string_view>(7));
    if (const auto onward = row.get<std::optional<std::string>>(9)) {
        trip.onward = onward_from(*onward);
    }
    if (const auto driven = row.get<std::optional<std::int64_t>>(8)) {
        trip.driven = DistanceKm::of_units(*driven);
    }
    return trip;
}

bool tell_driven(Tx& tx, const TenantId& tenant, const DepartureId& departure, DistanceKm driven) {
    return tx.execute(kTellDriven, tenant, departure, driven.units()) == 1;
}

} // namespace trip_emissions

namespace parcel_packagings {

void insert(
    Tx& tx,
    const TenantId& tenant,
    const ParcelId& parcel,
    const PartyId& seller,
    const ParcelPackaging& packaging
) {
    tx.put(
        kInsertPackaging,
        tenant,
        parcel,
        seller,
        packaging.kind,
        packaging.weight_g,
        packaging.mg_per_kg,
        packaging.factor_year
    );
}

std::optional<ParcelPackaging> find(Tx& tx, const TenantId& tenant, const ParcelId& parcel) {
    Rows rows = tx.query(kFindPackaging, tenant, parcel);
    if (!rows.next()) {
        return std::nullopt;
    }
    const Row row = rows.row();
    return ParcelPackaging{
        .kind = row.get<std::string>(0),
        .weight_g = row.get<std::int64_t>(1),
        .mg_per_kg = row.get<std::int64_t>(2),
        .factor_year = static_cast<int>(row.get<std::int64_t>(3)),
    };
}

} // namespace parcel_packagings
} // namespace route9::fulfillment
