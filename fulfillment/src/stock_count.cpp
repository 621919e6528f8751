// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/stock_count.hpp"

#include "core/crypto.hpp"
#include "core/json.hpp"
#include "fulfillment/stock_hold.hpp"
#include "fulfillment/stock_lot_store.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace route9::fulfillment {
namespace {

constexpr Statement kInsert{
    "stock_count.insert",
    "INSERT INTO stock_count (tenant_id, count_id, line, seller_id, sku, warehouse_id, before,"
    " counted, result, at, lot) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
};
/// Work that has not been packed, then what is packed and has not left, then what waits for a
/// person: by the indexes of the little that is. `$4` is a pattern of its lines.
constexpr Statement kLive{
    "stock_count.live_holders",
    "SELECT order_id FROM fulfillment WHERE tenant_id = $1 AND status IN ('planned', 'held')"
    " AND seller_id = $2 AND warehouse_id = $3 AND lines LIKE $4 ESCAPE '!'"
    " ORDER BY fulfillment_id LIMIT $5"
};
constexpr Statement kPacked{
    "stock_count.packed_holders",
    "SELECT f.order_id FROM parcel p JOIN fulfillment f ON f.tenant_id = p.tenant_id"
    " AND f.fulfillment_id = p.fulfillment_id WHERE p.tenant_id = $1 AND p.manifest_id IS NULL"
    " AND p.status = 'created' AND f.status = 'packed' AND f.seller_id = $2"
    " AND f.warehouse_id = $3 AND f.lines LIKE $4 ESCAPE '!' ORDER BY p.parcel_id LIMIT $5"
};
constexpr Statement kOnHold{
    "stock_count.on_hold_holders",
    "SELECT f.order_id FROM parcel p JOIN fulfillment f ON f.tenant_id = p.tenant_id"
    " AND f.fulfillment_id = p.fulfillment_id WHERE p.tenant_id = $1 AND p.departure_id IS NULL"
    " AND p.manifest_id IS NULL AND p.status = 'on_hold' AND f.status = 'packed'"
    " AND f.seller_id = $2 AND f.warehouse_id = $3 AND f.lines LIKE $4 ESCAPE '!'"
    " ORDER BY p.parcel_id LIMIT $5"
};
constexpr Statement kHolds{
    "stock_count.holds",
    "SELECT l.hold_id FROM stock_hold h JOIN stock_hold_line l ON l.tenant_id = h.tenant_id"
    " AND l.hold_id = h.hold_id WHERE h.tenant_id = $1 AND h.state = 'active'"
    " AND h.seller_id = $2 AND l.warehouse_id = $3 AND l.sku = $4 ORDER BY l.hold_id LIMIT $5"
};

/// Finds `["SKU",` in a fulfillment's lines.
std::string pattern_of(const Sku& sku) {
    std::string pattern = "%";
    for (const char c : "[" + Json(sku.text()).dump() + ",") {
        if (c == '%' || c == '_' || c == '!') {
            pattern += '!';
        }
        pattern += c;
    }
    return pattern + "%";
}

std::vector<std::string> holders_of(Tx& tx, const StockCount& count, const CountedLine& line) {
    std::vector<std::string> holders;
    const std::string pattern = pattern_of(line.sku);
    for (const Statement* each : {&kLive, &kPacked, &kOnHold}) {
        Rows rows =
            tx.query(*each, count.tenant, line.seller, count.warehouse, pattern, count_holders_max);
        while (rows.next()) {
            holders.push_back(rows.row().get<OrderId>(0).text());
        }
    }
    Rows rows =
        tx.query(kHolds, count.tenant, line.seller, count.warehouse, line.sku, count_holders_max);
    while (rows.next()) {
        holders.push_back(rows.row().get<HoldId>(0).text());
    }
    holders.resize(std::min(holders.size(), static_cast<std::size_t>(count_holders_max)));
    return holders;
}

StockLevel level_of(Tx& tx, const StockCount& count, const CountedLine& line) {
    const std::array skus{line.sku};
    for (const StockLevel& level :
         stock::read_levels(stock::ask_levels(tx, count.tenant, line.seller, skus))) {
        if (level.warehouse == count.warehouse) {
            return level;
        }
    }
    return {.seller = line.seller, .sku = line.sku, .warehouse = count.warehouse};
}

StockLot lot_of(Tx& tx, const StockCount& count, const CountedLine& line) {
    const lots::LevelKey key{line.seller, line.sku, count.warehouse};
    for (const auto& [unused, level] : lots::of_levels(tx, count.tenant, std::span{&key, 1})) {
        const auto known = std::ranges::find(level.lots, line.lot, &StockLot::lot);
        if (known != level.lots.end()) {
            return *known;
        }
    }
    return {.lot = line.lot};
}

Result<CountOutcome> count_line(Tx& tx, const StockCount& count, const CountedLine& line) {
    const StockLevel level = level_of(tx, count, line);
    CountOutcome outcome{.result = decide_count(level, line.counted), .before = level.on_hand};
    if (!line.lot.empty()) {
        const StockLot lot = lot_of(tx, count, line);
        outcome = {.result = decide_count(level, lot, line.counted), .before = lot.on_hand};
    }
    if (outcome.result == CountResult::below_reserved) {
        outcome.holders = holders_of(tx, count, line);
    }
    if (outcome.result == CountResult::adjusted) {
        const auto adjusted = stock::adjust(
            tx,
            {.id = line.adjustment,
             .tenant = count.tenant,
             .seller = line.seller,
             .sku = line.sku,
             .warehouse = count.warehouse,
             .quantity = line.counted - outcome.before,
             .reason = "count",
             .at = count.at,
             .lot = line.lot,
             .expires = line.expires}
        );
        if (!adjusted) {
            return Failure{adjusted.error()};
        }
    }
    return outcome;
}

/// What is wrong with a line names it.
Failure of_line(std::size_t line, Error error) {
    for (FieldError& field : error.fields) {
        field.pointer = pointer_step("/lines", line) + field.pointer;
    }
    return Failure{std::move(error)};
}

} // namespace

std::string_view name(CountResult result) noexcept {
    switch (result) {
    case CountResult::equal:
        return "equal";
    case CountResult::adjusted:
        return "adjusted";
    case CountResult::below_reserved:
        return "below_reserved";
    }
    return {};
}

CountResult decide_count(const StockLevel& level, std::int64_t counted) noexcept {
    if (counted == level.on_hand) {
        return CountResult::equal;
    }
    return counted < level.reserved + level.blocked ? CountResult::below_reserved
                                                    : CountResult::adjusted;
}

CountResult
decide_count(const StockLevel& level, const StockLot& lot, std::int64_t counted) noexcept {
    if (counted == lot.on_hand) {
        return CountResult::equal;
    }
    const std::int64_t missing =
        lot.on_hand - counted - std::min(lot.blocked, lot.on_hand - counted);
    return missing > level.available() ? CountResult::below_reserved : CountResult::adjusted;
}

namespace stock {

Result<std::vector<CountOutcome>> count(Tx& tx, const StockCount& count) {
    std::vector<CountOutcome> outcomes;
    outcomes.reserve(count.lines.size());
    for (std::size_t i = 0; i < count.lines.size(); ++i) {
        const CountedLine& line = count.lines[i];
        auto outcome = count_line(tx, count, line);
        if (!outcome) {
            return of_line(i, std::move(outcome).error());
        }
        outcomes.push_back(std::move(*outcome));
        tx.put(
            kInsert,
            count.tenant,
            ByteView{count.id},
            static_cast<std::int64_t>(i),
            line.seller,
            line.sku,
            count.warehouse,
            outcomes.back().before,
            line.counted,
            name(outcomes.back().result),
            count.at,
            line.lot
        );
    }
    return outcomes;
}

} // namespace stock
} // namespace route9::fulfillment
