// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/vehicle.hpp"

#include "core/json.hpp"

#include <algorithm>
#include <utility>

namespace route9::fulfillment {
namespace {

constexpr Statement kPut{
    "vehicle.put",
    "INSERT INTO vehicle (tenant_id, vehicle_id, plate_vn, plate_la, permits, gross_mass_kg,"
    " payload_g, volume_cm3, cold, version, updated_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    " ON CONFLICT (tenant_id, vehicle_id) DO UPDATE SET plate_vn = excluded.plate_vn,"
    " plate_la = excluded.plate_la, permits = excluded.permits,"
    " gross_mass_kg = excluded.gross_mass_kg, payload_g = excluded.payload_g,"
    " volume_cm3 = excluded.volume_cm3, cold = excluded.cold, version = excluded.version,"
    " updated_at = excluded.updated_at"
};
constexpr Statement kFind{
    "vehicle.find",
    "SELECT tenant_id, vehicle_id, plate_vn, plate_la, permits, gross_mass_kg, payload_g,"
    " volume_cm3, cold, version, updated_at FROM vehicle WHERE tenant_id = $1 AND vehicle_id = $2"
};
constexpr Statement kAll{
    "vehicle.all",
    "SELECT tenant_id, vehicle_id, plate_vn, plate_la, permits, gross_mass_kg, payload_g,"
    " volume_cm3, cold, version, updated_at FROM vehicle WHERE tenant_id = $1"
    " ORDER BY vehicle_id LIMIT $2"
};

std::string permits_text(const std::vector<Permit>& permits) {
    Json json = Json::array();
    for (const Permit& permit : permits) {
        json.push_back(Json::array({permit.country, permit.number, format_day(permit.until)}));
    }
    return json.dump();
}

std::vector<Permit> permits_from(std::string_view text) {
    std::vector<Permit> permits;
    for (const Json& item : Json::parse(text)) {
        permits.push_back({item.at(0), item.at(1), parse_day(item.at(2).get<std::string>()).value()}
        );
    }
    return permits;
}

Vehicle vehicle_from(const Row& row) {
    return Vehicle{
        .tenant = row.get<TenantId>(0),
        .id = row.get<std::string>(1),
        .plate_vn = row.get<std::string>(2),
        .plate_la = row.get<std::string>(3),
        .permits = permits_from(row.get<std::string_view>(4)),
        .gross_mass_kg = row.get<std::int64_t>(5),
        .payload_g = row.get<std::int64_t>(6),
        .volume_cm3 = row.get<std::optional<std::int64_t>>(7),
        .cold = row.get<std::int64_t>(8) != 0,
        .version = row.get<std::int64_t>(9),
        .updated_at = row.get<Instant>(10),
    };
}

} // namespace

const std::string& plate_in(const Vehicle& vehicle, std::string_view country) noexcept {
    const bool is_lao = country == "LA";
    const std::string& own = is_lao ? vehicle.plate_la : vehicle.plate_vn;
    const std::string& other = is_lao ? vehicle.plate_vn : vehicle.plate_la;
    return own.empty() ? other : own;
}

std::string_view name(PermitFault fault) noexcept {
    switch (fault) {
    case PermitFault::none:
        return "";
    case PermitFault::missing:
        return "permit_missing";
    case PermitFault::expired:
        return "permit_expired";
    }
    return "";
}

PermitFault judge_permits(const Vehicle& vehicle, std::string_view country, Day day) noexcept {
    PermitFault fault = PermitFault::missing;
    for (const Permit& permit : vehicle.permits) {
        if (permit.country == country) {
            if (std::chrono::sys_days{day} <= std::chrono::sys_days{permit.until}) {
                return PermitFault::none;
            }
            fault = PermitFault::expired;
        }
    }
    return fault;
}

namespace vehicles {

Vehicle put(Tx& tx, Vehicle vehicle) {
    ++vehicle.version;
    const std::string permits = permits_text(vehicle.permits);
    tx.execute(
        kPut,
        vehicle.tenant,
        vehicle.id,
        vehicle.plate_vn,
        vehicle.plate_la,
        permits,
        vehicle.gross_mass_kg,
        vehicle.payload_g,
        vehicle.volume_cm3,
        std::int64_t{vehicle.cold},
        vehicle.version,
        vehicle.updated_at
    );
    return vehicle;
}

std::optional<Vehicle> find(Tx& tx, const TenantId& tenant, std::string_view id) {
    Rows rows = tx.query(kFind, tenant, id);
    return rows.next() ? std::optional{vehicle_from(rows.row())} : std::nullopt;
}

std::vector<Vehicle> all(Tx& tx, const TenantId& tenant) {
    std::vector<Vehicle> found;
    Rows rows = tx.query(kAll, tenant, vehicles_shown_max);
    while (rows.next()) {
        found.push_back(vehicle_from(rows.row()));
    }
    return found;
}

} // namespace vehicles
} // namespace route9::fulfillment
