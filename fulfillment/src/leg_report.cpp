// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/leg_report.hpp"

#include "fulfillment/departure_store.hpp"

#include <utility>

namespace route9::fulfillment::leg_reports {
namespace {

constexpr Statement kPut{
    "leg_state.put",
    "INSERT INTO leg_state (tenant_id, leg_id, direction, state, delay_minutes, source,"
    " reported_at, valid_until, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)"
    " ON CONFLICT (tenant_id, leg_id, direction) DO UPDATE SET state = excluded.state,"
    " delay_minutes = excluded.delay_minutes, source = excluded.source,"
    " reported_at = excluded.reported_at, valid_until = excluded.valid_until,"
    " version = leg_state.version + 1 WHERE excluded.reported_at >= leg_state.reported_at"
    " RETURNING version"
};
constexpr Statement kAll{
    "leg_state.all",
    "SELECT leg_id, direction, state, delay_minutes, source, reported_at, valid_until, version"
    " FROM leg_state WHERE tenant_id = $1 ORDER BY leg_id, direction"
};
constexpr Statement kFind{
    "leg_state.find",
    "SELECT leg_id, direction, state, delay_minutes, source, reported_at, valid_until, version"
    " FROM leg_state WHERE tenant_id = $1 AND leg_id = $2 AND direction = $3"
};

std::vector<LegReport> all_of(Rows rows) {
    std::vector<LegReport> found;
    while (rows.next()) {
        const Row row = rows.row();
        found.push_back(LegReport{
            .leg = row.get<std::string>(0),
            .direction =
                parse_direction(row.get<std::string_view>(1)).value_or(CrossingDirection::vn_la),
            .condition =
                parse_gate_condition(row.get<std::string_view>(2)).value_or(GateCondition::unknown),
            .delay_minutes = row.get<std::int64_t>(3),
            .source = row.get<std::string>(4),
            .reported_at = row.get<Instant>(5),
            .valid_until = row.get<std::optional<Instant>>(6),
            .version = row.get<std::int64_t>(7),
        });
    }
    return found;
}

} // namespace

bool put(Tx& tx, const TenantId& tenant, LegReport& report) {
    {
        Rows rows = tx.query(
            kPut,
            tenant,
            report.leg,
            name(report.direction),
            name(report.condition),
            report.delay_minutes,
            report.source,
            report.reported_at,
            report.valid_until
        );
        if (!rows.next()) {
            return false;
        }
        report.version = rows.row().get<std::int64_t>(0);
    }
    departures::move_snapshot(tx, tenant);
    return true;
}

std::vector<LegReport> all(Tx& tx, const TenantId& tenant) {
    return all_of(tx.query(kAll, tenant));
}

std::optional<LegReport>
find(Tx& tx, const TenantId& tenant, std::string_view leg, CrossingDirection direction) {
    auto found = all_of(tx.query(kFind, tenant, leg, name(direction)));
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

} // namespace route9::fulfillment::leg_reports
