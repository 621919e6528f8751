// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/gate_report.hpp"

#include "fulfillment/departure_store.hpp"

namespace route9::fulfillment {
namespace {

constexpr Statement kPut{
    "gate_state.put",
    "INSERT INTO gate_state (tenant_id, gate_id, direction, state, queue_minutes, source,"
    " reported_at, valid_until, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)"
    " ON CONFLICT (tenant_id, gate_id, direction) DO UPDATE SET state = excluded.state,"
    " queue_minutes = excluded.queue_minutes, source = excluded.source,"
    " reported_at = excluded.reported_at, valid_until = excluded.valid_until,"
    " version = gate_state.version + 1 WHERE excluded.reported_at >= gate_state.reported_at"
    " RETURNING version"
};
constexpr Statement kAll{
    "gate_state.all",
    "SELECT gate_id, direction, state, queue_minutes, source, reported_at, valid_until, version"
    " FROM gate_state WHERE tenant_id = $1 ORDER BY gate_id, direction"
};

} // namespace

std::string_view name(CrossingDirection direction) noexcept {
    switch (direction) {
    case CrossingDirection::vn_la:
        return "vn_la";
    case CrossingDirection::la_vn:
        return "la_vn";
    }
    return {};
}

std::optional<CrossingDirection> parse_direction(std::string_view text) noexcept {
    if (text == "vn_la") {
        return CrossingDirection::vn_la;
    }
    if (text == "la_vn") {
        return CrossingDirection::la_vn;
    }
    return std::nullopt;
}

GateState state_of(const GateReport& report) {
    GateState state;
    state.condition = report.condition;
    state.queue = std::chrono::minutes{report.queue_minutes};
    state.reported_at = to_local(report.reported_at);
    if (report.valid_until) {
        state.valid_until = to_local(*report.valid_until);
    }
    return state;
}

namespace gate_reports {

bool put(Tx& tx, const TenantId& tenant, GateReport& report) {
    {
        Rows rows = tx.query(
            kPut,
            tenant,
            report.gate,
            name(report.direction),
            name(report.condition),
            report.queue_minutes,
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

std::vector<GateReport> all(Tx& tx, const TenantId& tenant) {
    std::vector<GateReport> found;
    Rows rows = tx.query(kAll, tenant);
    while (rows.next()) {
        const Row row = rows.row();
        found.push_back(GateReport{
            .gate = row.get<GateId>(0),
            .direction =
                parse_direction(row.get<std::string_view>(1)).value_or(CrossingDirection::vn_la),
            .condition =
                parse_gate_condition(row.get<std::string_view>(2)).value_or(GateCondition::unknown),
            .queue_minutes = row.get<std::int64_t>(3),
            .source = row.get<std::string>(4),
            .reported_at = row.get<Instant>(5),
            .valid_until = row.get<std::optional<Instant>>(6),
            .version = row.get<std::int64_t>(7),
        });
    }
    return found;
}

} // namespace gate_reports
} // namespace route9::fulfillment
