// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/warehouse_store.hpp"

#include "core/json.hpp"

#include <string>
#include <utility>

namespace route9::fulfillment::warehouses {
namespace {

constexpr Statement kPut{
    "warehouse.put",
    "INSERT INTO warehouse (tenant_id, warehouse_id, name, cutoff_min, handling_min, cold,"
    " dangerous_goods, bonded, fulfils, inspects_from, inspects_to, holidays, version, updated_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
    " ON CONFLICT (tenant_id, warehouse_id) DO UPDATE SET name = excluded.name,"
    " cutoff_min = excluded.cutoff_min, handling_min = excluded.handling_min,"
    " cold = excluded.cold, dangerous_goods = excluded.dangerous_goods, bonded = excluded.bonded,"
    " fulfils = excluded.fulfils, inspects_from = excluded.inspects_from,"
    " inspects_to = excluded.inspects_to, holidays = excluded.holidays,"
    " version = excluded.version, updated_at = excluded.updated_at"
};

#define ROUTE9_WAREHOUSE                                                                           \
    "SELECT tenant_id, warehouse_id, name, cutoff_min, handling_min, cold, dangerous_goods,"       \
    " bonded, fulfils, inspects_from, inspects_to, holidays, version, updated_at FROM warehouse"   \
    " WHERE tenant_id = $1"

constexpr Statement kFind{"warehouse.find", ROUTE9_WAREHOUSE " AND warehouse_id = $2"};
constexpr Statement kAll{"warehouse.all", ROUTE9_WAREHOUSE " ORDER BY warehouse_id"};

#undef ROUTE9_WAREHOUSE

std::int64_t number_of(LocalDay day) {
    return day.time_since_epoch().count();
}

LocalDay day_from(std::int64_t number) {
    return LocalDay{std::chrono::days{number}};
}

std::optional<std::int64_t> number_of(const std::optional<LocalDay>& day) {
    return day ? std::optional{number_of(*day)} : std::nullopt;
}

std::optional<LocalDay> day_from(const std::optional<std::int64_t>& number) {
    return number ? std::optional{day_from(*number)} : std::nullopt;
}

std::string holidays_text(const std::vector<LocalDay>& days) {
    Json json = Json::array();
    for (const LocalDay day : days) {
        json.push_back(number_of(day));
    }
    return json.dump();
}

std::vector<LocalDay> holidays_from(std::string_view text) {
    std::vector<LocalDay> days;
    for (const Json& day : Json::parse(text)) {
        days.push_back(day_from(day.get<std::int64_t>()));
    }
    return days;
}

std::optional<std::chrono::minutes> minutes_from(const std::optional<std::int64_t>& count) {
    return count ? std::optional{std::chrono::minutes{*count}} : std::nullopt;
}

WarehouseRecord warehouse_from(const Row& row) {
    return WarehouseRecord{
        .tenant = row.get<TenantId>(0),
        .id = row.get<std::string>(1),
        .name = row.get<std::string>(2),
        .cutoff = minutes_from(row.get<std::optional<std::int64_t>>(3)),
        .handling = std::chrono::minutes{row.get<std::int64_t>(4)},
        .cold = row.get<std::int64_t>(5) == 1,
        .dangerous_goods = row.get<std::int64_t>(6) == 1,
        .bonded = row.get<std::int64_t>(7) == 1,
        .fulfils = row.get<std::int64_t>(8) == 1,
        .inspects_from = day_from(row.get<std::optional<std::int64_t>>(9)),
        .inspects_to = day_from(row.get<std::optional<std::int64_t>>(10)),
        .holidays = holidays_from(row.get<std::string_view>(11)),
        .version = row.get<std::int64_t>(12),
        .updated_at = row.get<Instant>(13),
    };
}

} // namespace

WarehouseRecord put(Tx& tx, WarehouseRecord warehouse) {
    const auto stored = find(tx, warehouse.tenant, warehouse.id);
    warehouse.version = stored ? stored->version + 1 : 1;
    const std::optional<std::int64_t> cutoff =
        warehouse.cutoff ? std::optional<std::int64_t>{warehouse.cutoff->count()} : std::nullopt;
    const std::int64_t handling = warehouse.handling.count();
    const std::string holidays = holidays_text(warehouse.holidays);
    tx.execute(
        kPut,
        warehouse.tenant,
        warehouse.id,
        warehouse.name,
        cutoff,
        handling,
        warehouse.cold ? 1 : 0,
        warehouse.dangerous_goods ? 1 : 0,
        warehouse.bonded ? 1 : 0,
        warehouse.fulfils ? 1 : 0,
        number_of(warehouse.inspects_from),
        number_of(warehouse.inspects_to),
        holidays,
        warehouse.version,
        warehouse.updated_at
    );
    return warehouse;
}

std::optional<WarehouseRecord> find(Tx& tx, const TenantId& tenant, const std::string& id) {
    Rows rows = tx.query(kFind, tenant, id);
    return rows.next() ? std::optional{warehouse_from(rows.row())} : std::nullopt;
}

Rows ask_all(Tx& tx, const TenantId& tenant) {
    return tx.query(kAll, tenant);
}

std::vector<WarehouseRecord> read_all(Rows asked) {
    std::vector<WarehouseRecord> found;
    while (asked.next()) {
        found.push_back(warehouse_from(asked.row()));
    }
    return found;
}

} // namespace route9::fulfillment::warehouses
