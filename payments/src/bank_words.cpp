// SPDX-License-Identifier: Apache-2.0
#include "payments/bank_words.hpp"

#include "stored_movements.hpp"

#include <utility>

namespace route9::payments::bank_words {
namespace {

constexpr Statement kOfOrder{
    "movement.of_order",
    "SELECT m.movement_id, m.account, m.currency, m.amount_minor, m.booked_at, m.bank_ref, m.facts,"
    " m.facts_day FROM movement m WHERE m.tenant_id = $1 AND m.movement_id IN"
    " (SELECT paid.subject_id FROM receivable r"
    " JOIN match_line due ON due.tenant_id = r.tenant_id AND due.subject_id = r.receivable_id"
    " JOIN match_line paid ON paid.tenant_id = due.tenant_id AND paid.match_id = due.match_id"
    " WHERE r.tenant_id = $1 AND r.order_ref = $2 AND r.kind IN ('qr', 'transfer')"
    " AND paid.side = 'movement' AND NOT EXISTS"
    " (SELECT 1 FROM match_line other JOIN receivable o ON o.tenant_id = other.tenant_id"
    " AND o.receivable_id = other.subject_id WHERE other.tenant_id = $1"
    " AND other.match_id = due.match_id AND o.order_ref <> $2)"
    " UNION SELECT i.movement_id FROM receivable r JOIN open_item i"
    " ON i.tenant_id = r.tenant_id AND i.receivable_id = r.receivable_id"
    " WHERE r.tenant_id = $1 AND r.order_ref = $2 AND r.kind IN ('qr', 'transfer'))"
    " ORDER BY m.movement_id"
};
constexpr Statement kForget{
    "movement.forget_words",
    "UPDATE movement SET facts = $3 WHERE tenant_id = $1 AND movement_id = $2"
};

} // namespace

Result<std::vector<OfMovement>>
of_order(Tx& tx, const TenantId& tenant, std::string_view order, const MovementKeys& keys) {
    std::vector<StoredMovement> stored;
    {
        Rows rows = tx.query(kOfOrder, tenant, order);
        while (rows.next()) {
            stored.push_back(read_movement(rows.row(), 0));
        }
    }
    FactsOpener opener{tx, tenant, keys};
    std::vector<OfMovement> found;
    for (StoredMovement& one : stored) {
        const MovementId id = one.id;
        auto opened = open_facts(std::move(one), opener);
        if (!opened) {
            return Failure{std::move(opened).error()};
        }
        found.push_back({id, std::move(opened->facts)});
    }
    return found;
}

void forget(Tx& tx, const TenantId& tenant, const MovementId& movement) {
    constexpr ByteView nothing{};
    tx.execute(kForget, tenant, movement, nothing);
}

} // namespace route9::payments::bank_words
