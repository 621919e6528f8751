// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/fulfillment_store.hpp"

#include "core/json.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace route9::fulfillment {
namespace {

constexpr std::array<std::pair<FulfillmentStatus, std::string_view>, 4> kStatuses{{
    {FulfillmentStatus::planned, "planned"},
    {FulfillmentStatus::held, "held"},
    {FulfillmentStatus::packed, "packed"},
    {FulfillmentStatus::cancelled, "cancelled"},
}};

constexpr BulkStatement kInsert{
    "fulfillment.insert",
    "INSERT INTO fulfillment (tenant_id, fulfillment_id, order_id, seller_id, warehouse_id,"
    " gate_id, departure_id, carrier_id, status, plan_version, snapshot, lines, mass_g, eta, plan,"
    " assessment, plan_reason, volume_cm3, cold) VALUES ",
    "(@,@,@,@,@,@,@,@,@,@,@,@,@,@,@,@,@,@,@)",
    ""
};
constexpr Statement kFind{
    "fulfillment.find",
    "SELECT tenant_id, fulfillment_id, order_id, seller_id, warehouse_id, gate_id, departure_id,"
    " carrier_id, status, plan_version, snapshot, lines, mass_g, eta, plan, assessment,"
    " plan_reason, promised, settled_until, volume_cm3, cold FROM fulfillment WHERE tenant_id = $1 "
    "AND "
    "fulfillment_id = $2"
};
constexpr Statement kOfOrder{
    "fulfillment.of_order",
    "SELECT tenant_id, fulfillment_id, order_id, seller_id, warehouse_id, gate_id, departure_id,"
    " carrier_id, status, plan_version, snapshot, lines, mass_g, eta, plan, assessment,"
    " plan_reason, promised, settled_until, volume_cm3, cold FROM fulfillment WHERE tenant_id = $1 "
    "AND "
    "order_id = $2 "
    "ORDER BY fulfillment_id"
};
constexpr Statement kPage{
    "fulfillment.page",
    "SELECT tenant_id, fulfillment_id, order_id, seller_id, warehouse_id, gate_id, departure_id,"
    " carrier_id, status, plan_version, snapshot, lines, mass_g, eta, plan, assessment,"
    " plan_reason, promised, settled_until, volume_cm3, cold FROM fulfillment WHERE tenant_id = $1 "
    "AND "
    "fulfillment_id > $2"
    " AND seller_id = COALESCE($3, seller_id) AND status = COALESCE($4, status)"
    " AND warehouse_id = COALESCE($5, warehouse_id) ORDER BY fulfillment_id LIMIT $6"
};
/// The same of work that is not packed, by the index of the little that is.
constexpr Statement kPageLive{
    "fulfillment.page_live",
    "SELECT tenant_id, fulfillment_id, order_id, seller_id, warehouse_id, gate_id, departure_id,"
    " carrier_id, status, plan_version, snapshot, lines, mass_g, eta, plan, assessment,"
    " plan_reason, promised, settled_until, volume_cm3, cold FROM fulfillment WHERE tenant_id = $1"
    " AND status IN ('planned', 'held') AND fulfillment_id > $2"
    " AND seller_id = COALESCE($3, seller_id) AND status = COALESCE($4, status)"
    " AND warehouse_id = COALESCE($5, warehouse_id) ORDER BY fulfillment_id LIMIT $6"
};
constexpr Statement kNotPackedFor{
    "fulfillment.not_packed_for",
    "SELECT tenant_id, fulfillment_id, order_id, seller_id, warehouse_id, gate_id, departure_id,"
    " carrier_id, status, plan_version, snapshot, lines, mass_g, eta, plan, assessment,"
    " plan_reason, promised, settled_until, volume_cm3, cold FROM fulfillment WHERE tenant_id = $1 "
    "AND "
    "departure_id "
    "= $2 AND status IN ('planned', 'held')"
    " ORDER BY fulfillment_id LIMIT $3"
};
constexpr Statement kByOtherGate{
    "fulfillment.by_other_gate",
    "SELECT tenant_id, fulfillment_id, order_id, seller_id, warehouse_id, gate_id, departure_id,"
    " carrier_id, status, plan_version, snapshot, lines, mass_g, eta, plan, assessment,"
    " plan_reason, promised, settled_until, volume_cm3, cold FROM fulfillment WHERE tenant_id = $1"
    " AND departure_id = $2 AND gate_id <> $3 AND status <> 'cancelled' LIMIT $4"
};
constexpr Statement kUpdate{
    "fulfillment.update",
    "UPDATE fulfillment SET status = $4, gate_id = $5, departure_id = $6, carrier_id = $7,"
    " mass_g = $8 WHERE tenant_id = $1 AND fulfillment_id = $2 AND status = $3"
};
constexpr Statement kReplan{
    "fulfillment.replan",
    "UPDATE fulfillment SET status = $5, gate_id = $6, departure_id = $7, carrier_id = $8,"
    " eta = $9, plan = $10, plan_version = $11, snapshot = $12, plan_reason = $13, promised = $14,"
    " settled_until = $15 WHERE tenant_id = $1 AND fulfillment_id = $2 AND status = $3"
    " AND plan_version = $4"
};
constexpr Statement kChangeStatus{
    "fulfillment.change_status",
    "UPDATE fulfillment SET status = $4"
    " WHERE tenant_id = $1 AND fulfillment_id = $2 AND status = $3"
};

std::string lines_text(std::span<const FulfillmentLine> lines) {
    Json json = Json::array();
    for (const FulfillmentLine& line : lines) {
        json.push_back(Json::array({line.sku.text(), line.quantity}));
    }
    return json.dump();
}

std::vector<FulfillmentLine> lines_from(std::string_view text) {
    std::vector<FulfillmentLine> lines;
    for (const Json& item : Json::parse(text)) {
        lines.push_back({Sku{item.at(0).get<std::string>()}, item.at(1).get<std::int64_t>()});
    }
    return lines;
}

Fulfillment fulfillment_from(const Row& row) {
    return Fulfillment{
        .tenant = row.get<TenantId>(0),
        .id = row.get<FulfillmentId>(1),
        .order = row.get<OrderId>(2),
        .seller = row.get<PartyId>(3),
        .warehouse = row.get<std::string>(4),
        .gate = row.get<std::optional<std::string>>(5).value_or(""),
        .departure = row.get<std::optional<DepartureId>>(6),
        .carrier = row.get<std::optional<PartyId>>(7).value_or(PartyId{}),
        .status = parse_fulfillment_status(row.get<std::string_view>(8))
                      .value_or(FulfillmentStatus::cancelled),
        .plan_version = row.get<std::int64_t>(9),
        .snapshot = row.get<std::int64_t>(10),
        .lines = lines_from(row.get<std::string_view>(11)),
        .mass_g = row.get<std::int64_t>(12),
        .eta = row.get<std::optional<Instant>>(13),
        .plan = row.get<std::string>(14),
        .assessment = row.get<std::string>(15),
        .plan_reason = parse_plan_cause(row.get<std::string_view>(16)).value_or(PlanCause::placed),
        .promised = row.get<std::optional<Instant>>(17),
        .settled_until = row.get<Instant>(18),
        .volume_cm3 = row.get<std::int64_t>(19),
        .cold = row.get<std::int64_t>(20) != 0,
    };
}

std::vector<Fulfillment> all_of(Rows rows) {
    std::vector<Fulfillment> found;
    while (rows.next()) {
        found.push_back(fulfillment_from(rows.row()));
    }
    return found;
}

} // namespace

std::string_view name(FulfillmentStatus status) noexcept {
    for (const auto& [known, word] : kStatuses) {
        if (known == status) {
            return word;
        }
    }
    return {};
}

std::optional<FulfillmentStatus> parse_fulfillment_status(std::string_view text) noexcept {
    for (const auto& [known, word] : kStatuses) {
        if (word == text) {
            return known;
        }
    }
    return std::nullopt;
}

Load load_of(const Fulfillment& fulfillment) noexcept {
    return {fulfillment.mass_g, fulfillment.volume_cm3};
}

std::vector<StockClaim> claims_of(const Fulfillment& fulfillment) {
    std::vector<StockClaim> claims;
    for (const FulfillmentLine& line : fulfillment.lines) {
        const auto same = std::ranges::find(claims, line.sku, &StockClaim::sku);
        if (same != claims.end()) {
            same->quantity += line.quantity;
        } else {
            claims.push_back({line.sku, fulfillment.warehouse, line.quantity});
        }
    }
    return claims;
}

namespace fulfillments {

void insert(Tx& tx, std::span<const Fulfillment> fulfillments) {
    std::vector<std::string> lines;
    lines.reserve(fulfillments.size()); // the parameters below borrow from it
    std::vector<Param> values;
    values.reserve(fulfillments.size() * 19);
    for (const Fulfillment& item : fulfillments) {
        lines.push_back(lines_text(item.lines));
        values.insert(
            values.end(),
            {item.tenant,
             item.id,
             item.order,
             item.seller,
             item.warehouse,
             item.gate.empty() ? Param{} : Param{item.gate},
             item.departure,
             item.carrier.empty() ? Param{} : Param{item.carrier},
             name(item.status),
             item.plan_version,
             item.snapshot,
             lines.back(),
             item.mass_g,
             item.eta,
             item.plan,
             item.assessment,
             name(item.plan_reason),
             item.volume_cm3,
             item.cold ? 1 : 0}
        );
    }
    tx.put_bulk(kInsert, values);
}

std::optional<Fulfillment> find(Tx& tx, const TenantId& tenant, const FulfillmentId& id) {
    Rows rows = tx.query(kFind, tenant, id);
    if (!rows.next()) {
        return std::nullopt;
    }
    return fulfillment_from(rows.row());
}

std::vector<Fulfillment> of_order(Tx& tx, const TenantId& tenant, const OrderId& order) {
    return all_of(tx.query(kOfOrder, tenant, order));
}

std::vector<Fulfillment> page(Tx& tx, const TenantId& tenant, const PageOf& wanted) {
    std::optional<std::string_view> status;
    if (wanted.status) {
        status = name(*wanted.status);
    }
    const bool is_live =
        wanted.status == FulfillmentStatus::planned || wanted.status == FulfillmentStatus::held;
    return all_of(tx.query(
        is_live ? kPageLive : kPage,
        tenant,
        wanted.after,
        wanted.seller,
        status,
        wanted.warehouse,
        wanted.limit
    ));
}

bool change_status(
    Tx& tx, const Fulfillment& fulfillment, FulfillmentStatus from, FulfillmentStatus to
) {
    return tx.execute(kChangeStatus, fulfillment.tenant, fulfillment.id, name(from), name(to)) == 1;
}

std::vector<Fulfillment>
not_packed_for(Tx& tx, const TenantId& tenant, const DepartureId& departure, int limit) {
    return all_of(tx.query(kNotPackedFor, tenant, departure, limit));
}

std::vector<Fulfillment> by_other_gate(
    Tx& tx, const TenantId& tenant, const DepartureId& departure, const std::string& gate, int limit
) {
    return all_of(tx.query(kByOtherGate, tenant, departure, gate, limit));
}

bool update(Tx& tx, const Fulfillment& fulfillment, FulfillmentStatus from) {
    const std::optional<std::string> gate =
        fulfillment.gate.empty() ? std::nullopt : std::optional{fulfillment.gate};
    const std::optional<PartyId> carrier =
        fulfillment.carrier.empty() ? std::nullopt : std::optional{fulfillment.carrier};
    return tx.execute(
               kUpdate,
               fulfillment.tenant,
               fulfillment.id,
               name(from),
               name(fulfillment.status),
               gate,
               fulfillment.departure,
               carrier,
               fulfillment.mass_g
           ) == 1;
}

bool replan(
    Tx& tx, const Fulfillment& fulfillment, FulfillmentStatus from, std::int64_t from_version
) {
    const Param gate = fulfillment.gate.empty() ? Param{} : Param{fulfillment.gate};
    const Param carrier = fulfillment.carrier.empty() ? Param{} : Param{fulfillment.carrier};
    return tx.execute(
               kReplan,
               fulfillment.tenant,
               fulfillment.id,
               name(from),
               from_version,
               name(fulfillment.status),
               gate,
               fulfillment.departure,
               carrier,
               fulfillment.eta,
               fulfillment.plan,
               fulfillment.plan_version,
               fulfillment.snapshot,
               name(fulfillment.plan_reason),
               fulfillment.promised,
               fulfillment.settled_until
           ) == 1;
}

} // namespace fulfillments
} // namespace route9::fulfillment
