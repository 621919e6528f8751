// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/gate_report.hpp"

#include "core/limits.hpp"
#include "fulfillment/departure_store.hpp"

#include <limits>
#include <utility>

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
constexpr Statement kFind{
    "gate_state.find",
    "SELECT gate_id, direction, state, queue_minutes, source, reported_at, valid_until, version"
    " FROM gate_state WHERE tenant_id = $1 AND gate_id = $2 AND direction = $3"
};
constexpr Statement kLog{
    "gate_report_log.insert",
    "INSERT INTO gate_report_log (tenant_id, gate_id, direction, version, state, queue_minutes,"
    " source, reported_at, valid_until) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
};
constexpr Statement kForgetOld{
    "gate_report_log.forget",
    "DELETE FROM gate_report_log WHERE tenant_id = $1 AND gate_id = $2 AND direction = $3"
    " AND version <= $4"
};
constexpr Statement kHistory{
    "gate_report_log.history",
    "SELECT gate_id, direction, state, queue_minutes, source, reported_at, valid_until, version"
    " FROM gate_report_log WHERE tenant_id = $1 AND gate_id = $2 AND direction = $3"
    " AND version < $4 ORDER BY version DESC LIMIT $5"
};

GateReport report_from(const Row& row) {
    return GateReport{
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
    };
}

std::vector<GateReport> all_of(Rows rows) {
    std::vector<GateReport> found;
    while (rows.next()) {
        found.push_back(report_from(rows.row()));
    }
    return found;
}

void log(Tx& tx, const TenantId& tenant, const GateReport& report) {
    tx.put(
        kLog,
        tenant,
        report.gate,
        name(report.direction),
        report.version,
        name(report.condition),
        report.queue_minutes,
        report.source,
        report.reported_at,
        report.valid_until
    );
    tx.put(
        kForgetOld,
        tenant,
        report.gate,
        name(report.direction),
        report.version - limits::gate_reports_kept_max
    );
}

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
    log(tx, tenant, report);
    departures::move_snapshot(tx, tenant);
    return true;
}

std::vector<GateReport> all(Tx& tx, const TenantId& tenant) {
    return all_of(tx.query(kAll, tenant));
}

std::optional<GateReport>
find(Tx& tx, const TenantId& tenant, const GateId& gate, CrossingDirection direction) {
    auto found = all_of(tx.query(kFind, tenant, gate, name(direction)));
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

std::vector<GateReport> history(
    Tx& tx,
    const TenantId& tenant,
    const GateId& gate,
    CrossingDirection direction,
    const std::optional<std::int64_t>& before,
    int limit
) {
    constexpr std::int64_t kAnyVersion = std::numeric_limits<std::int64_t>::max();
    const std::int64_t end = before.value_or(kAnyVersion);
    return all_of(tx.query(kHistory, tenant, gate, name(direction), end, limit));
}

} // namespace gate_reports
} // namespace route9::fulfillment
