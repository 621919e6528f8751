// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/pick_store.hpp"

#include <algorithm>
#include <utility>

namespace route9::fulfillment {
namespace {

constexpr Statement kOf{
    "pick_line.of",
    "SELECT sku, picked, missing FROM pick_line WHERE tenant_id = $1 AND fulfillment_id = $2"
};
/// What is found is not missing any more.
constexpr Statement kTake{
    "pick_line.take",
    "INSERT INTO pick_line (tenant_id, fulfillment_id, sku, picked, missing, updated_at)"
    " VALUES ($1, $2, $3, $4, 0, $6)"
    " ON CONFLICT (tenant_id, fulfillment_id, sku) DO UPDATE SET"
    " picked = pick_line.picked + excluded.picked, updated_at = excluded.updated_at,"
    " missing = CASE WHEN pick_line.missing > $5 - pick_line.picked - excluded.picked"
    " THEN $5 - pick_line.picked - excluded.picked ELSE pick_line.missing END"
    " WHERE pick_line.picked + excluded.picked <= $5"
};
constexpr Statement kMiss{
    "pick_line.miss",
    "INSERT INTO pick_line (tenant_id, fulfillment_id, sku, picked, missing, updated_at)"
    " VALUES ($1, $2, $3, 0, $4, $6)"
    " ON CONFLICT (tenant_id, fulfillment_id, sku) DO UPDATE SET"
    " missing = CASE WHEN excluded.missing > $5 - pick_line.picked"
    " THEN $5 - pick_line.picked ELSE excluded.missing END, updated_at = excluded.updated_at"
};

} // namespace

bool all_picked(std::span<const PickLine> lines) noexcept {
    return std::ranges::all_of(lines, [](const PickLine& line) {
        return line.picked == line.quantity;
    });
}

bool picking_began(std::span<const PickLine> lines) noexcept {
    return std::ranges::any_of(lines, [](const PickLine& line) {
        return line.picked > 0 || line.missing > 0;
    });
}

namespace picks {

std::vector<PickLine> of(Tx& tx, const Fulfillment& fulfillment) {
    std::vector<PickLine> lines;
    for (StockClaim& claim : claims_of(fulfillment)) {
        lines.push_back({.sku = std::move(claim.sku), .quantity = claim.quantity});
    }
    Rows rows = tx.query(kOf, fulfillment.tenant, fulfillment.id);
    while (rows.next()) {
        const Row row = rows.row();
        const auto line = std::ranges::find(lines, row.get<Sku>(0), &PickLine::sku);
        if (line != lines.end()) {
            line->picked = row.get<std::int64_t>(1);
            line->missing = row.get<std::int64_t>(2);
        }
    }
    return lines;
}

bool take(
    Tx& tx, const Fulfillment& fulfillment, const PickLine& line, std::int64_t pieces, Instant at
) {
    return pieces <= line.quantity &&
           tx.execute(
               kTake, fulfillment.tenant, fulfillment.id, line.sku, pieces, line.quantity, at
           ) == 1;
}

void miss(
    Tx& tx, const Fulfillment& fulfillment, const PickLine& line, std::int64_t pieces, Instant at
) {
    tx.execute(
        kMiss,
        fulfillment.tenant,
        fulfillment.id,
        line.sku,
        std::min(pieces, line.quantity),
        line.quantity,
        at
    );
}

} // namespace picks
} // namespace route9::fulfillment
