// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/return_store.hpp"

#include "core/assert.hpp"
#include "core/currency.hpp"

#include <string_view>
#include <utility>

namespace route9::fulfillment::returns {
namespace {

#define ROUTE9_RETURN_COLUMNS                                                                      \
    "SELECT tenant_id, return_id, parcel_id, order_id, seller_id, carrier_id, reason, state,"      \
    " warehouse_id, hold_until, hold_rule, departure_id, mass_g, way, rule_id, decided_by,"        \
    " currency, value_minor, freight_minor, duty_minor, settlement, settled_currency,"             \
    " settled_minor, opened_at, decided_at, received_at, graded_at, version, opened_by,"           \
    " opened_rule, cancelled_at FROM return_case"                                                  \
    " WHERE tenant_id = $1"

constexpr Statement kFind{"return_case.find", ROUTE9_RETURN_COLUMNS " AND return_id = $2"};
constexpr Statement kOfParcel{
    "return_case.of_parcel",
    ROUTE9_RETURN_COLUMNS " AND parcel_id = $2 ORDER BY CASE WHEN state = 'cancelled' THEN 1 ELSE 0"
                          " END, return_id DESC LIMIT 1"
};
constexpr Statement kPage{
    "return_case.page",
    ROUTE9_RETURN_COLUMNS " AND (return_id < $2 OR $2 IS NULL) AND (state = $3 OR $3 IS NULL)"
                          " ORDER BY return_id DESC LIMIT $4"
};
constexpr Statement kPageOfSeller{
    "return_case.page_of_seller",
    ROUTE9_RETURN_COLUMNS " AND (return_id < $2 OR $2 IS NULL) AND (state = $3 OR $3 IS NULL)"
                          " AND seller_id = $5 ORDER BY return_id DESC LIMIT $4"
};

#undef ROUTE9_RETURN_COLUMNS

constexpr Statement kInsert{
    "return_case.insert",
    "INSERT INTO return_case (tenant_id, return_id, parcel_id, order_id, seller_id, carrier_id,"
    " reason, state, warehouse_id, hold_until, hold_rule, mass_g, way, rule_id, decided_by,"
    " currency, value_minor, freight_minor, duty_minor, settlement, settled_currency,"
    " settled_minor, opened_at, version, opened_by, opened_rule)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', '', '', '', 0, 0, 0, '', '',"
    " 0, $13, 1, $14, $15) ON CONFLICT DO NOTHING"
};
constexpr BulkStatement kInsertLines{
    "return_line.insert",
    "INSERT INTO return_line"
    " (tenant_id, return_id, seller_id, sku, sent, resellable, quarantine, waste) VALUES ",
    "(@,@,@,@,@,0,0,0)",
    ""
};
constexpr Statement kLines{
    "return_line.of_return",
    "SELECT sku, sent, resellable, quarantine, waste FROM return_line WHERE tenant_id = $1"
    " AND return_id = $2 ORDER BY sku"
};
constexpr Statement kUpdate{
    "return_case.update",
    "UPDATE return_case SET state = $4, warehouse_id = $5, hold_until = $6, hold_rule = $7,"
    " departure_id = $8, way = $9, rule_id = $10, decided_by = $11, currency = $12,"
    " value_minor = $13, freight_minor = $14, duty_minor = $15, settlement = $16,"
    " settled_currency = $17, settled_minor = $18, decided_at = $19, received_at = $20,"
    " graded_at = $21, cancelled_at = $22, version = version + 1"
    " WHERE tenant_id = $1 AND return_id = $2 AND version = $3"
};
constexpr Statement kUpdateLine{
    "return_line.update",
    "UPDATE return_line SET resellable = $4, quarantine = $5, waste = $6"
    " WHERE tenant_id = $1 AND return_id = $2 AND sku = $3"
};
constexpr Statement kFailedTries{
    "tracking_event.failed_tries",
    "SELECT at FROM tracking_event WHERE tenant_id = $1 AND parcel_id = $2"
    " AND status = 'delivery_failed' ORDER BY at DESC LIMIT 100"
};
constexpr Statement kBlock{
    "stock.block",
    "UPDATE stock SET blocked = blocked + $5 WHERE tenant_id = $1 AND seller_id = $2 AND sku = $3"
    " AND warehouse_id = $4"
};
constexpr Statement kWriteOff{
    "stock.write_off",
    "UPDATE stock SET blocked = blocked + $5, on_hand = on_hand + $5 WHERE tenant_id = $1"
    " AND seller_id = $2 AND sku = $3 AND warehouse_id = $4"
};

std::string_view way_of(const std::optional<ReturnDecision>& decision) {
    return decision ? name(decision->way) : std::string_view{};
}

std::string_view decider_of(const std::optional<ReturnDecision>& decision) {
    if (!decision) {
        return {};
    }
    return decision->by_person ? "person" : "value";
}

std::optional<ReturnDecision> decision_from(const Row& row) {
    const auto at = row.get<std::optional<Instant>>(24);
    if (!at) {
        return std::nullopt;
    }
    const Currency currency = parse_currency(row.get<std::string_view>(16)).value_or(Currency::VND);
    const auto money = [&row, currency](int column) {
        return Money::of_minor(row.get<std::int64_t>(column), currency);
    };
    const bool is_disposed = row.get<std::string_view>(13) == name(ReturnAct::dispose);
    return ReturnDecision{
        .way = is_disposed ? ReturnAct::dispose : ReturnAct::send_back,
        .rule = row.get<std::string>(14),
        .by_person = row.get<std::string_view>(15) == "person",
        .costs = {.value = money(17), .freight = money(18), .duty = money(19)},
        .at = *at,
    };
}

std::optional<ReturnDues> dues_from(const Row& row) {
    const auto settlement = parse_return_settlement(row.get<std::string_view>(20));
    if (!settlement) {
        return std::nullopt;
    }
    const Currency currency = parse_currency(row.get<std::string_view>(21)).value_or(Currency::VND);
    return ReturnDues{*settlement, Money::of_minor(row.get<std::int64_t>(22), currency)};
}

ReturnCase case_from(const Row& row) {
    return {
        .tenant = row.get<TenantId>(0),
        .id = row.get<ReturnId>(1),
        .parcel = row.get<ParcelId>(2),
        .order = row.get<OrderId>(3),
        .seller = row.get<PartyId>(4),
        .carrier = row.get<PartyId>(5),
        .reason = parse_return_reason(row.get<std::string_view>(6)).value_or(ReturnReason::refused),
        .state = parse_return_state(row.get<std::string_view>(7)).value_or(ReturnState::graded),
        .warehouse = row.get<std::string>(8),
        .hold_until = row.get<std::optional<Instant>>(9),
        .hold_rule = row.get<std::string>(10),
        .departure = row.get<std::optional<DepartureId>>(11),
        .mass_g = row.get<std::int64_t>(12),
        .decision = decision_from(row),
        .dues = dues_from(row),
        .opened_at = row.get<Instant>(23),
        .received_at = row.get<std::optional<Instant>>(25),
        .graded_at = row.get<std::optional<Instant>>(26),
        .version = row.get<std::int64_t>(27),
        .opened_by =
            parse_return_opener(row.get<std::string_view>(28)).value_or(ReturnOpener::person),
        .opened_rule = row.get<std::string>(29),
        .cancelled_at = row.get<std::optional<Instant>>(30),
    };
}

/// With their lines.
std::vector<ReturnCase> all_of(Tx& tx, Rows rows) {
    std::vector<ReturnCase> found;
    while (rows.next()) {
        found.push_back(case_from(rows.row()));
    }
    for (ReturnCase& each : found) {
        Rows lines = tx.query(kLines, each.tenant, each.id);
        while (lines.next()) {
            const Row row = lines.row();
            each.lines.push_back(
                {.sku = row.get<Sku>(0),
                 .sent = row.get<std::int64_t>(1),
                 .pieces =
                     {row.get<std::int64_t>(2), row.get<std::int64_t>(3), row.get<std::int64_t>(4)}}
            );
        }
    }
    return found;
}

std::optional<ReturnCase> first_of(std::vector<ReturnCase> found) {
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

void change_blocked(Tx& tx, const StockAdjustment& adjustment, std::int64_t pieces) {
    const std::int64_t changed = tx.execute(
        kBlock, adjustment.tenant, adjustment.seller, adjustment.sku, adjustment.warehouse, pieces
    );
    ROUTE9_ASSERT(changed == 1);
}

} // namespace

bool insert(Tx& tx, const ReturnCase& opened) {
    const std::int64_t added = tx.execute(
        kInsert,
        opened.tenant,
        opened.id,
        opened.parcel,
        opened.order,
        opened.seller,
        opened.carrier,
        name(opened.reason),
        name(opened.state),
        opened.warehouse,
        opened.hold_until,
        opened.hold_rule,
        opened.mass_g,
        opened.opened_at,
        name(opened.opened_by),
        opened.opened_rule
    );
    if (added == 0) {
        return false;
    }
    std::vector<Param> values;
    values.reserve(opened.lines.size() * 5);
    for (const ReturnLine& line : opened.lines) {
        values.insert(values.end(), {opened.tenant, opened.id, opened.seller, line.sku, line.sent});
    }
    tx.put_bulk(kInsertLines, values);
    return true;
}

std::optional<ReturnCase> find(Tx& tx, const TenantId& tenant, const ReturnId& id) {
    return first_of(all_of(tx, tx.query(kFind, tenant, id)));
}

std::optional<ReturnCase> of_parcel(Tx& tx, const TenantId& tenant, const ParcelId& parcel) {
    return first_of(all_of(tx, tx.query(kOfParcel, tenant, parcel)));
}

std::vector<ReturnCase> page(Tx& tx, const TenantId& tenant, const PageOf& wanted) {
    const auto& [seller, in_state, before, limit] = wanted;
    std::optional<std::string_view> state;
    if (in_state) {
        state = name(*in_state);
    }
    return all_of(
        tx,
        seller ? tx.query(kPageOfSeller, tenant, before, state, limit, *seller)
               : tx.query(kPage, tenant, before, state, limit)
    );
}

bool update(Tx& tx, ReturnCase& changed) {
    const ReturnDecision none{};
    const ReturnDecision& decision = changed.decision ? *changed.decision : none;
    const auto& [value, freight, duty] = decision.costs;
    const ReturnDues dues = changed.dues.value_or(ReturnDues{});
    std::optional<Instant> decided_at;
    if (changed.decision) {
        decided_at = decision.at;
    }
    const std::int64_t written = tx.execute(
        kUpdate,
        changed.tenant,
        changed.id,
        changed.version,
        name(changed.state),
        changed.warehouse,
        changed.hold_until,
        changed.hold_rule,
        changed.departure,
        way_of(changed.decision),
        decision.rule,
        decider_of(changed.decision),
        changed.decision ? code(value.currency()) : std::string_view{},
        value.minor(),
        freight.minor(),
        duty.minor(),
        changed.dues ? name(dues.settlement) : std::string_view{},
        changed.dues ? code(dues.amount.currency()) : std::string_view{},
        dues.amount.minor(),
        decided_at,
        changed.received_at,
        changed.graded_at,
        changed.cancelled_at
    );
    if (written == 0) {
        return false;
    }
    ++changed.version;
    for (const ReturnLine& line : changed.lines) {
        const auto& [resellable, quarantine, waste] = line.pieces;
        tx.put(kUpdateLine, changed.tenant, changed.id, line.sku, resellable, quarantine, waste);
    }
    return true;
}

std::vector<Instant> failed_tries(Tx& tx, const TenantId& tenant, const ParcelId& parcel) {
    std::vector<Instant> tries;
    Rows rows = tx.query(kFailedTries, tenant, parcel);
    while (rows.next()) {
        tries.push_back(rows.row().get<Instant>(0));
    }
    return tries;
}

void take_blocked(Tx& tx, const StockAdjustment& adjustment) {
    const auto added = stock::adjust(tx, adjustment);
    ROUTE9_ASSERT(added.has_value());
    change_blocked(tx, adjustment, adjustment.quantity);
}

void unblock(Tx& tx, const StockAdjustment& adjustment) {
    change_blocked(tx, adjustment, -adjustment.quantity);
}

void write_off_blocked(Tx& tx, const StockAdjustment& adjustment) {
    const std::int64_t changed = tx.execute(
        kWriteOff,
        adjustment.tenant,
        adjustment.seller,
        adjustment.sku,
        adjustment.warehouse,
        adjustment.quantity
    );
    ROUTE9_ASSERT(changed == 1);
    stock::record(tx, adjustment);
}

} // namespace route9::fulfillment::returns
