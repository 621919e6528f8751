// SPDX-License-Identifier: Apache-2.0
#include "payments/reconciliation_run.hpp"

#include "core/assert.hpp"
#include "core/json.hpp"

#include <string_view>
#include <utility>

namespace route9::payments::runs {
namespace {

constexpr Statement kStart{
    "run_start",
    "INSERT INTO reconciliation_run (tenant_id, run_id, file_digest, statements, matched,"
    " open_items, started_at, finished_at) VALUES ($1, $2, $3, '[]', 0, 0, $4, NULL)"
    " ON CONFLICT DO NOTHING"
};
constexpr Statement kOfFile{
    "run_of_file", "SELECT run_id FROM reconciliation_run WHERE tenant_id = $1 AND file_digest = $2"
};
constexpr Statement kOfMovement{
    "run_of_movement",
    "SELECT r.run_id FROM movement m"
    " JOIN bank_statement s ON s.tenant_id = m.tenant_id AND s.statement_id = m.statement_id"
    " JOIN reconciliation_run r ON r.tenant_id = s.tenant_id AND r.file_digest = s.file_digest"
    " WHERE m.tenant_id = $1 AND m.movement_id = $2"
};
constexpr Statement kFind{
    "run_find",
    "SELECT statements, matched, open_items, started_at, finished_at FROM reconciliation_run"
    " WHERE tenant_id = $1 AND run_id = $2"
};
constexpr Statement kAdd{
    "run_add",
    "UPDATE reconciliation_run SET matched = matched + $3, open_items = open_items + $4"
    " WHERE tenant_id = $1 AND run_id = $2"
};
constexpr Statement kAddMatch{
    "run_add_match",
    "INSERT INTO reconciliation_run_match (tenant_id, run_id, match_id) VALUES ($1, $2, $3)"
};
constexpr Statement kFinish{
    "run_finish",
    "UPDATE reconciliation_run SET statements = $3, finished_at = $4"
    " WHERE tenant_id = $1 AND run_id = $2 AND finished_at IS NULL"
};
constexpr Statement kNewLines{
    "run_new_lines",
    "SELECT COUNT(*) FROM movement m JOIN bank_statement s"
    " ON s.tenant_id = m.tenant_id AND s.statement_id = m.statement_id"
    " WHERE s.tenant_id = $1 AND s.file_digest = $2 AND s.part = $3"
};
constexpr Statement kMatches{
    "run_matches",
    "SELECT m.match_id, m.kind, m.rule, m.state, m.reason, m.matched_at"
    " FROM reconciliation_run_match r JOIN match m"
    " ON m.tenant_id = r.tenant_id AND m.match_id = r.match_id"
    " WHERE r.tenant_id = $1 AND r.run_id = $2 AND r.match_id > $3 ORDER BY r.match_id LIMIT $4"
};
constexpr Statement kLines{
    "match_lines",
    "SELECT side, subject_id, type, currency, amount_minor FROM match_line"
    " WHERE tenant_id = $1 AND match_id = $2 ORDER BY line"
};

Json to_json(const RunStatement& statement) {
    return Json{
        {"account", statement.account},
        {"currency", std::string{code(statement.currency)}},
        {"lines", statement.lines},
        {"new", statement.created},
        {"known", statement.known},
        {"chain_ok", statement.chain_ok ? Json(*statement.chain_ok) : Json(nullptr)},
        {"warnings", statement.warnings},
    };
}

RunStatement statement_from(const Json& json) {
    RunStatement statement{
        .account = json.at("account").get<std::string>(),
        .currency = parse_currency(json.at("currency").get<std::string>()).value(),
        .lines = json.at("lines").get<std::int64_t>(),
        .created = json.at("new").get<std::int64_t>(),
        .known = json.at("known").get<std::int64_t>(),
        .warnings = json.at("warnings").get<std::vector<std::string>>(),
    };
    if (!json.at("chain_ok").is_null()) {
        statement.chain_ok = json.at("chain_ok").get<bool>();
    }
    return statement;
}

std::int64_t new_lines(Tx& tx, const TenantId& tenant, const PreparedStatement& statement) {
    const std::span<const std::byte> digest{statement.file_digest};
    auto rows = tx.query(kNewLines, tenant, digest, statement.part);
    return rows.next() ? rows.row().get<std::int64_t>(0) : 0;
}

void read_lines(Tx& tx, const TenantId& tenant, StoredMatch& match) {
    auto rows = tx.query(kLines, tenant, match.id);
    while (rows.next()) {
        const auto row = rows.row();
        const auto amount = Money::of_minor(row.get<std::int64_t>(4), row.get<Currency>(3));
        const auto side = row.get<std::string_view>(0);
        if (side == "expected") {
            match.expected.push_back({row.get<ReceivableId>(1).text(), amount});
        } else if (side == "movement") {
            match.movements.push_back({row.get<MovementId>(1).text(), amount});
        } else {
            match.adjustments.push_back({row.get<std::string>(2), amount});
        }
    }
}

} // namespace

ReconciliationRun
start(Tx& tx, const TenantId& tenant, RunId id, const Digest256& file_digest, Instant now) {
    const std::span<const std::byte> digest{file_digest};
    tx.execute(kStart, tenant, id, digest, now);
    RunId known;
    {
        auto rows = tx.query(kOfFile, tenant, digest);
        ROUTE9_ASSERT(rows.next());
        known = rows.row().get<RunId>(0);
    }
    return find(tx, tenant, known).value();
}

std::optional<RunId> of_movement(Tx& tx, const TenantId& tenant, MovementId movement) {
    auto rows = tx.query(kOfMovement, tenant, movement);
    return rows.next() ? std::optional{rows.row().get<RunId>(0)} : std::nullopt;
}

void add(Tx& tx, const TenantId& tenant, RunId id, const ReconcileResult& result) {
    tx.execute(
        kAdd,
        tenant,
        id,
        static_cast<std::int64_t>(result.matches.size()),
        static_cast<std::int64_t>(result.open_items.size())
    );
    for (const auto& match : result.matches) {
        tx.execute(kAddMatch, tenant, id, match.id);
    }
}

void finish(
    Tx& tx,
    const TenantId& tenant,
    RunId id,
    std::span<const PreparedStatement> statements,
    std::vector<RunStatement> told,
    Instant now
) {
    ROUTE9_ASSERT(statements.size() == told.size());
    Json list = Json::array();
    for (std::size_t i = 0; i < told.size(); ++i) {
        told[i].created = new_lines(tx, tenant, statements[i]);
        told[i].known = std::ssize(statements[i].movements) - told[i].created;
        list.push_back(to_json(told[i]));
    }
    tx.execute(kFinish, tenant, id, print_json(list), now);
}

std::optional<ReconciliationRun> find(Tx& tx, const TenantId& tenant, RunId id) {
    auto rows = tx.query(kFind, tenant, id);
    if (!rows.next()) {
        return std::nullopt;
    }
    const auto row = rows.row();
    ReconciliationRun run{
        .id = id,
        .matched = row.get<std::int64_t>(1),
        .open_items = row.get<std::int64_t>(2),
        .started_at = row.get<Instant>(3),
        .finished_at = row.get<std::optional<Instant>>(4),
    };
    const auto statements = Json::parse(row.get<std::string_view>(0), nullptr, false);
    if (!statements.is_array()) {
        throw StoreFailure(StoreFault::damaged, "reconciliation_run.statements is no JSON array");
    }
    for (const auto& statement : statements) {
        run.statements.push_back(statement_from(statement));
    }
    return run;
}

std::vector<StoredMatch>
matches(Tx& tx, const TenantId& tenant, RunId id, MatchId after, int limit) {
    std::vector<StoredMatch> found;
    {
        auto rows = tx.query(kMatches, tenant, id, after, limit);
        while (rows.next()) {
            const auto row = rows.row();
            found.push_back(
                {.id = row.get<MatchId>(0),
                 .kind = row.get<std::string>(1),
                 .rule = row.get<std::string>(2),
                 .state = row.get<std::string>(3),
                 .reason = row.get<std::string>(4),
                 .matched_at = row.get<Instant>(5)}
            );
        }
    }
    for (auto& match : found) {
        read_lines(tx, tenant, match);
    }
    return found;
}

} // namespace route9::payments::runs
