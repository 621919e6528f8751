// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/stock_hold.hpp"

#include "core/assert.hpp"
#include "core/json.hpp"
#include "core/limits.hpp"
#include "fulfillment/stock_lot_store.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace route9::fulfillment {
namespace {

constexpr std::array<std::pair<HoldState, std::string_view>, 4> kStates{{
    {HoldState::active, "active"},
    {HoldState::committed, "committed"},
    {HoldState::released, "released"},
    {HoldState::expired, "expired"},
}};

#define ROUTE9_HOLD                                                                                \
    "SELECT tenant_id, hold_id, seller_id, purpose, state, created_at, expires_at, ended_at"       \
    " FROM stock_hold WHERE "

constexpr Statement kFind{"stock_hold.find", ROUTE9_HOLD "tenant_id = $1 AND hold_id = $2"};
constexpr Statement kPage{
    "stock_hold.page",
    ROUTE9_HOLD "tenant_id = $1 AND (hold_id < $2 OR $2 IS NULL) AND (state = $3 OR $3 IS NULL)"
                " ORDER BY hold_id DESC LIMIT $4"
};
constexpr Statement kPageOfSeller{
    "stock_hold.page_of_seller",
    ROUTE9_HOLD "tenant_id = $1 AND (hold_id < $2 OR $2 IS NULL) AND (state = $3 OR $3 IS NULL)"
                " AND seller_id = $5 ORDER BY hold_id DESC LIMIT $4"
};
constexpr Statement kDue{
    "stock_hold.due",
    ROUTE9_HOLD "state = 'active' AND expires_at <= $1 ORDER BY expires_at LIMIT $2"
};
constexpr Statement kDueOfSeller{
    "stock_hold.due_of_seller",
    ROUTE9_HOLD "state = 'active' AND expires_at <= $1 AND tenant_id = $3 AND seller_id = $4"
                " ORDER BY expires_at LIMIT $2"
};

#undef ROUTE9_HOLD

constexpr Statement kInsert{
    "stock_hold.insert",
    "INSERT INTO stock_hold (tenant_id, hold_id, seller_id, purpose, state, created_at, expires_at)"
    " VALUES ($1, $2, $3, $4, 'active', $5, $6)"
};
constexpr BulkStatement kInsertLines{
    "stock_hold_line.insert",
    "INSERT INTO stock_hold_line (tenant_id, hold_id, seller_id, sku, warehouse_id, quantity)"
    " VALUES ",
    "(@,@,@,@,@,@)",
    ""
};
constexpr Statement kLines{
    "stock_hold_line.of_hold",
    "SELECT sku, warehouse_id, quantity FROM stock_hold_line WHERE tenant_id = $1"
    " AND hold_id = $2 ORDER BY sku, warehouse_id"
};
constexpr Statement kEnd{
    "stock_hold.end",
    "UPDATE stock_hold SET state = $3, ended_at = $4 WHERE tenant_id = $1 AND hold_id = $2"
    " AND state = 'active'"
};
/// One that is that far down the list of the active ones.
constexpr Statement kTooMany{
    "stock_hold.too_many",
    "SELECT 1 FROM stock_hold WHERE tenant_id = $1 AND seller_id = $2 AND state = 'active'"
    " LIMIT 1 OFFSET $3"
};
constexpr Statement kOld{
    "stock_hold.old", "SELECT tenant_id, hold_id FROM stock_hold WHERE ended_at < $1 LIMIT $2"
};
constexpr Statement kForgetLines{
    "stock_hold_line.forget", "DELETE FROM stock_hold_line WHERE tenant_id = $1 AND hold_id = $2"
};
constexpr Statement kForget{
    "stock_hold.forget", "DELETE FROM stock_hold WHERE tenant_id = $1 AND hold_id = $2"
};

StockHold hold_from(const Row& row) {
    return StockHold{
        .tenant = row.get<TenantId>(0),
        .id = row.get<HoldId>(1),
        .seller = row.get<PartyId>(2),
        .purpose = row.get<std::string>(3),
        .state = parse_hold_state(row.get<std::string_view>(4)).value_or(HoldState::expired),
        .created_at = row.get<Instant>(5),
        .expires_at = row.get<Instant>(6),
        .ended_at = row.get<std::optional<Instant>>(7),
    };
}

/// With their lines.
std::vector<StockHold> all_of(Tx& tx, Rows rows) {
    std::vector<StockHold> found;
    while (rows.next()) {
        found.push_back(hold_from(rows.row()));
    }
    for (StockHold& hold : found) {
        Rows lines = tx.query(kLines, hold.tenant, hold.id);
        while (lines.next()) {
            const Row row = lines.row();
            hold.lines.push_back(
                {row.get<Sku>(0), row.get<std::string>(1), row.get<std::int64_t>(2)}
            );
        }
    }
    return found;
}

/// False when it has ended already.
bool end(Tx& tx, StockHold& hold, HoldState state, Instant now) {
    if (tx.execute(kEnd, hold.tenant, hold.id, name(state), now) == 0) {
        return false;
    }
    hold.state = state;
    hold.ended_at = now;
    return true;
}

std::vector<StockHold> expire(Tx& tx, std::vector<StockHold> due, Instant now) {
    std::erase_if(due, [&](StockHold& hold) { return !end(tx, hold, HoldState::expired, now); });
    for (const StockHold& hold : due) {
        stock::release(tx, hold.tenant, hold.seller, hold.lines);
    }
    return due;
}

std::string missing(const StockClaim& claim, std::int64_t available) {
    return "only " + std::to_string(available) + " of " + claim.sku.text() + " are free in " +
           claim.warehouse;
}

/// The lines that ask for more than is free.
std::vector<FieldError> short_lines(Tx& tx, const StockHold& hold) {
    std::vector<Sku> skus;
    for (const StockClaim& claim : hold.lines) {
        if (skus.empty() || skus.back() != claim.sku) {
            skus.push_back(claim.sku);
        }
    }
    std::map<std::pair<Sku, std::string>, std::int64_t> available;
    for (const StockLevel& level :
         stock::read_levels(stock::ask_levels(tx, hold.tenant, hold.seller, skus))) {
        available[{level.sku, level.warehouse}] = level.available();
    }
    std::vector<FieldError> errors;
    for (const StockClaim& claim : hold.lines) {
        const auto found = available.find({claim.sku, claim.warehouse});
        const std::int64_t free = found == available.end() ? 0 : found->second;
        if (free < claim.quantity && errors.size() < limits::field_errors_max) {
            errors.push_back({"/lines", "insufficient_stock", missing(claim, free)});
        }
    }
    return errors;
}

} // namespace

std::string_view name(HoldState state) noexcept {
    for (const auto& [known, word] : kStates) {
        if (known == state) {
            return word;
        }
    }
    return {};
}

std::optional<HoldState> parse_hold_state(std::string_view text) noexcept {
    for (const auto& [known, word] : kStates) {
        if (word == text) {
            return known;
        }
    }
    return std::nullopt;
}

std::vector<StockClaim> counted_together(std::span<const StockClaim> claims) {
    std::map<std::pair<Sku, std::string>, std::int64_t> pieces;
    for (const StockClaim& claim : claims) {
        pieces[{claim.sku, claim.warehouse}] += claim.quantity;
    }
    std::vector<StockClaim> together;
    together.reserve(pieces.size());
    for (const auto& [place, quantity] : pieces) {
        together.push_back({place.first, place.second, quantity});
    }
    return together;
}

namespace holds {

Result<void> open(Tx& tx, const StockHold& hold) {
    const Instant now = hold.created_at;
    expire(
        tx,
        all_of(tx, tx.query(kDueOfSeller, now, holds_per_unit_max, hold.tenant, hold.seller)),
        now
    );
    Rows full = tx.query(kTooMany, hold.tenant, hold.seller, holds_of_seller_max - 1);
    if (full.next()) {
        return fail(
            ErrorCode::state_forbids,
            "this seller has " + std::to_string(holds_of_seller_max) +
                " active reservations; release some"
        );
    }
    if (auto errors = short_lines(tx, hold); !errors.empty()) {
        return Failure{Error{
            .code = ErrorCode::insufficient_stock,
            .detail = "fewer pieces are free than this takes; nothing was reserved",
            .fields = std::move(errors),
        }};
    }
    if (!stock::reserve(tx, hold.tenant, hold.seller, hold.lines)) {
        return fail(ErrorCode::insufficient_stock, "somebody was faster; nothing was reserved");
    }
    tx.put(
        kInsert, hold.tenant, hold.id, hold.seller, hold.purpose, hold.created_at, hold.expires_at
    );
    std::vector<Param> values;
    for (const StockClaim& claim : hold.lines) {
        values.insert(
            values.end(),
            {hold.tenant, hold.id, hold.seller, claim.sku, claim.warehouse, claim.quantity}
        );
    }
    tx.put_bulk(kInsertLines, values);
    return {};
}

std::optional<StockHold> find(Tx& tx, const TenantId& tenant, const HoldId& id) {
    auto found = all_of(tx, tx.query(kFind, tenant, id));
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

std::vector<StockHold> page(Tx& tx, const TenantId& tenant, const PageOf& wanted) {
    std::optional<std::string_view> state;
    if (wanted.state) {
        state = name(*wanted.state);
    }
    const auto& [seller, unused, before, limit] = wanted;
    return all_of(
        tx,
        seller ? tx.query(kPageOfSeller, tenant, before, state, limit, *seller)
               : tx.query(kPage, tenant, before, state, limit)
    );
}

Result<StockHold> commit(Tx& tx, StockHold hold, Instant now, std::span<const IdBytes> ids) {
    if (hold.state == HoldState::committed) {
        return hold;
    }
    if (hold.state != HoldState::active || hold.expires_at <= now) {
        return fail(
            ErrorCode::state_forbids,
            hold.state == HoldState::released ? "it was released; reserve again"
                                              : "its time is over; reserve again"
        );
    }
    ROUTE9_ASSERT(ids.size() >= hold.lines.size());
    if (!end(tx, hold, HoldState::committed, now)) {
        return fail(ErrorCode::conflict, "the reservation has just ended; read it");
    }
    const lots::Leaving gone{std::nullopt, hold.seller, hold.lines};
    lots::take(tx, hold.tenant, std::span{&gone, 1}, day_of(to_local(now)));
    stock::ship(tx, hold.tenant, hold.seller, hold.lines);
    for (std::size_t i = 0; i < hold.lines.size(); ++i) {
        const StockClaim& line = hold.lines[i];
        stock::record(
            tx,
            {.id = ids[i],
             .tenant = hold.tenant,
             .seller = hold.seller,
             .sku = line.sku,
             .warehouse = line.warehouse,
             .quantity = -line.quantity,
             .reason = "sold_elsewhere",
             .at = now}
        );
    }
    return hold;
}

Result<StockHold> release(Tx& tx, StockHold hold, Instant now) {
    if (hold.state == HoldState::committed) {
        return fail(ErrorCode::state_forbids, "its pieces have left; add them by an adjustment");
    }
    if (hold.state == HoldState::active && end(tx, hold, HoldState::released, now)) {
        stock::release(tx, hold.tenant, hold.seller, hold.lines);
    }
    return hold;
}

std::vector<StockHold> expire_due(Tx& tx, Instant now, int limit) {
    return expire(tx, all_of(tx, tx.query(kDue, now, limit)), now);
}

std::int64_t forget_old(Tx& tx, Instant now, int limit) {
    std::vector<std::pair<TenantId, HoldId>> old;
    Rows rows = tx.query(kOld, now - ended_hold_age_max, limit);
    while (rows.next()) {
        old.emplace_back(rows.row().get<TenantId>(0), rows.row().get<HoldId>(1));
    }
    for (const auto& [tenant, id] : old) {
        tx.put(kForgetLines, tenant, id);
        tx.put(kForget, tenant, id);
    }
    return std::ssize(old);
}

} // namespace holds
} // namespace route9::fulfillment
