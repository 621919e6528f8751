// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/wave_store.hpp"

#include "core/json.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <utility>

namespace route9::fulfillment {
namespace {

#define ROUTE9_WAVE "wave_id, warehouse_id, departure_id, until, created_at, closed_at"

constexpr Statement kWaiting{
    "wave.waiting",
    "SELECT f.fulfillment_id, d.departure_id FROM departure d JOIN fulfillment f"
    " ON f.tenant_id = d.tenant_id AND f.departure_id = d.departure_id"
    " WHERE d.tenant_id = $1 AND d.state = 'open' AND d.from_node = $2"
    " AND (d.departure_id = $3 OR $3 IS NULL) AND (d.leaves <= $4 OR $4 IS NULL)"
    " AND f.status = 'planned' AND f.warehouse_id = $2"
    " AND NOT EXISTS (SELECT 1 FROM wave_work w JOIN wave o ON o.tenant_id = w.tenant_id"
    " AND o.wave_id = w.wave_id WHERE w.tenant_id = f.tenant_id"
    " AND w.fulfillment_id = f.fulfillment_id AND o.closed_at IS NULL)"
    " ORDER BY d.leaves, d.departure_id, f.fulfillment_id LIMIT $5"
};
constexpr Statement kTooMany{
    "wave.too_many",
    "SELECT 1 FROM wave WHERE tenant_id = $1 AND closed_at IS NULL LIMIT 1 OFFSET $2"
};
constexpr Statement kInsert{
    "wave.insert",
    "INSERT INTO wave (tenant_id, wave_id, warehouse_id, departure_id, until, created_at)"
    " VALUES ($1, $2, $3, $4, $5, $6)"
};
constexpr BulkStatement kInsertWork{
    "wave_work.insert",
    "INSERT INTO wave_work (tenant_id, wave_id, fulfillment_id, departure_id) VALUES ",
    "(@,@,@,@)",
    ""
};
constexpr Statement kFind{
    "wave.find", "SELECT " ROUTE9_WAVE " FROM wave WHERE tenant_id = $1 AND wave_id = $2"
};
constexpr Statement kPage{
    "wave.page",
    "SELECT " ROUTE9_WAVE " FROM wave WHERE tenant_id = $1 AND (wave_id < $2 OR $2 IS NULL)"
    " AND (warehouse_id = $3 OR $3 IS NULL) ORDER BY wave_id DESC LIMIT $4"
};
constexpr Statement kWork{
    "wave_work.of_wave",
    "SELECT w.fulfillment_id, f.order_id, f.seller_id, w.departure_id, d.leaves, f.status,"
    " f.departure_id, f.lines FROM wave_work w JOIN fulfillment f ON f.tenant_id = w.tenant_id"
    " AND f.fulfillment_id = w.fulfillment_id JOIN departure d ON d.tenant_id = w.tenant_id"
    " AND d.departure_id = w.departure_id WHERE w.tenant_id = $1 AND w.wave_id = $2"
    " ORDER BY d.leaves, w.departure_id, w.fulfillment_id"
};
constexpr Statement kPicked{
    "wave_work.picked",
    "SELECT w.fulfillment_id, p.sku, p.picked, p.missing FROM wave_work w JOIN pick_line p"
    " ON p.tenant_id = w.tenant_id AND p.fulfillment_id = w.fulfillment_id"
    " WHERE w.tenant_id = $1 AND w.wave_id = $2"
};
constexpr Statement kCloseDone{
    "wave.close_done",
    "UPDATE wave SET closed_at = $1 WHERE (tenant_id, wave_id) IN (SELECT o.tenant_id, o.wave_id"
    " FROM wave o WHERE o.closed_at IS NULL AND NOT EXISTS (SELECT 1 FROM wave_work w"
    " JOIN fulfillment f ON f.tenant_id = w.tenant_id AND f.fulfillment_id = w.fulfillment_id"
    " WHERE w.tenant_id = o.tenant_id AND w.wave_id = o.wave_id AND f.status = 'planned'"
    " AND f.departure_id = w.departure_id AND NOT EXISTS (SELECT 1 FROM pick_line p"
    " WHERE p.tenant_id = f.tenant_id AND p.fulfillment_id = f.fulfillment_id AND p.missing > 0))"
    " LIMIT $2) RETURNING " ROUTE9_WAVE ", tenant_id"
};

#undef ROUTE9_WAVE

constexpr std::array<std::string_view, 6> kStates{
    "waiting", "picking", "picked", "short", "packed", "gone"
};

Wave wave_from(const Row& row, TenantId tenant) {
    return {
        .tenant = std::move(tenant),
        .id = row.get<WaveId>(0),
        .warehouse = row.get<std::string>(1),
        .departure = row.get<std::optional<DepartureId>>(2),
        .until = row.get<std::optional<Instant>>(3),
        .created_at = row.get<Instant>(4),
        .closed_at = row.get<std::optional<Instant>>(5),
    };
}

std::vector<PickLine> lines_from(std::string_view text) {
    std::vector<PickLine> lines;
    for (const Json& item : Json::parse(text)) {
        const Sku sku{item.at(0).get<std::string>()};
        const auto quantity = item.at(1).get<std::int64_t>();
        const auto known = std::ranges::find(lines, sku, &PickLine::sku);
        if (known == lines.end()) {
            lines.push_back({.sku = sku, .quantity = quantity});
        } else {
            known->quantity += quantity;
        }
    }
    return lines;
}

WaveWorkState state_of(std::string_view status, bool is_on_truck, const WaveWork& work) {
    if (status == name(FulfillmentStatus::packed)) {
        return WaveWorkState::packed;
    }
    if (status != name(FulfillmentStatus::planned) || !is_on_truck) {
        return WaveWorkState::gone;
    }
    const bool is_short =
        std::ranges::any_of(work.lines, [](const PickLine& line) { return line.missing > 0; });
    if (is_short) {
        return WaveWorkState::missing;
    }
    if (all_picked(work.lines)) {
        return WaveWorkState::picked;
    }
    return picking_began(work.lines) ? WaveWorkState::picking : WaveWorkState::waiting;
}

} // namespace

std::string_view name(WaveWorkState state) noexcept {
    return kStates.at(static_cast<std::size_t>(state));
}

std::vector<WaveGoods> goods_of(std::span<const WaveWork> work) {
    std::map<std::pair<PartyId, Sku>, WaveGoods> all;
    for (const WaveWork& each : work) {
        const bool is_packed = each.state == WaveWorkState::packed;
        for (const PickLine& line : each.lines) {
            if (each.state == WaveWorkState::gone) {
                continue;
            }
            WaveGoods& goods = all[{each.seller, line.sku}];
            goods.picked += is_packed ? line.quantity : line.picked;
            goods.to_pick += is_packed ? 0 : line.quantity - line.picked - line.missing;
        }
    }
    std::vector<WaveGoods> left;
    for (auto& [key, goods] : all) {
        if (goods.to_pick > 0) {
            std::tie(goods.seller, goods.sku) = key;
            left.push_back(std::move(goods));
        }
    }
    return left;
}

namespace waves {

std::vector<Gathered> waiting(Tx& tx, const TenantId& tenant, const Wanted& wanted, int limit) {
    std::vector<Gathered> found;
    Rows rows = tx.query(kWaiting, tenant, wanted.warehouse, wanted.departure, wanted.until, limit);
    while (rows.next()) {
        found.push_back({rows.row().get<FulfillmentId>(0), rows.row().get<DepartureId>(1)});
    }
    return found;
}

Result<void> open(Tx& tx, const Wave& wave, std::span<const Gathered> work) {
    Rows full = tx.query(kTooMany, wave.tenant, waves_open_max - 1);
    if (full.next()) {
        return fail(
            ErrorCode::state_forbids,
            std::to_string(waves_open_max) + " waves are open; pick and pack some first"
        );
    }
    tx.put(
        kInsert, wave.tenant, wave.id, wave.warehouse, wave.departure, wave.until, wave.created_at
    );
    std::vector<Param> values;
    values.reserve(work.size() * 4);
    for (const Gathered& each : work) {
        values.insert(values.end(), {wave.tenant, wave.id, each.fulfillment, each.departure});
    }
    tx.put_bulk(kInsertWork, values);
    return {};
}

std::optional<Wave> find(Tx& tx, const TenantId& tenant, const WaveId& id) {
    Rows rows = tx.query(kFind, tenant, id);
    return rows.next() ? std::optional{wave_from(rows.row(), tenant)} : std::nullopt;
}

std::vector<WaveWork> work(Tx& tx, const Wave& wave) {
    std::map<std::pair<FulfillmentId, Sku>, PickLine> picked;
    Rows picks = tx.query(kPicked, wave.tenant, wave.id);
    while (picks.next()) {
        const Row row = picks.row();
        picked[{row.get<FulfillmentId>(0), row.get<Sku>(1)}] = {
            .sku = {}, .picked = row.get<std::int64_t>(2), .missing = row.get<std::int64_t>(3)
        };
    }
    std::vector<WaveWork> found;
    Rows rows = tx.query(kWork, wave.tenant, wave.id);
    while (rows.next()) {
        const Row row = rows.row();
        WaveWork each{
            .fulfillment = row.get<FulfillmentId>(0),
            .order = row.get<OrderId>(1),
            .seller = row.get<PartyId>(2),
            .departure = row.get<DepartureId>(3),
            .leaves = row.get<Instant>(4),
            .lines = lines_from(row.get<std::string_view>(7)),
        };
        for (PickLine& line : each.lines) {
            if (const auto pick = picked.find({each.fulfillment, line.sku}); pick != picked.end()) {
                line.picked = pick->second.picked;
                line.missing = pick->second.missing;
            }
        }
        const bool is_on_truck = row.get<std::optional<DepartureId>>(6) == each.departure;
        each.state = state_of(row.get<std::string_view>(5), is_on_truck, each);
        found.push_back(std::move(each));
    }
    return found;
}

std::vector<Wave> page(Tx& tx, const TenantId& tenant, const PageOf& wanted) {
    std::vector<Wave> found;
    Rows rows = tx.query(kPage, tenant, wanted.before, wanted.warehouse, wanted.limit);
    while (rows.next()) {
        found.push_back(wave_from(rows.row(), tenant));
    }
    return found;
}

std::vector<Wave> close_done(Tx& tx, Instant now, int limit) {
    std::vector<Wave> closed;
    Rows rows = tx.query(kCloseDone, now, limit);
    while (rows.next()) {
        closed.push_back(wave_from(rows.row(), rows.row().get<TenantId>(6)));
    }
    return closed;
}

} // namespace waves
} // namespace route9::fulfillment
