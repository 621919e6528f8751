// SPDX-License-Identifier: Apache-2.0
#include "stored_movements.hpp"

#include "core/limits.hpp"
#include "reconcile_statements.hpp"

#include <utility>

namespace route9::payments {
namespace {

/// The rows are read to their end before anything else is asked.
std::vector<StoredMovement> read_all(Rows rows) {
    std::vector<StoredMovement> found;
    while (rows.next()) {
        found.push_back(read_movement(rows.row(), 0));
    }
    return found;
}

Result<std::vector<Movement>> open_all(
    Tx& tx, const TenantId& tenant, const MovementKeys& keys, std::vector<StoredMovement> found
) {
    FactsOpener opener{tx, tenant, keys};
    std::vector<Movement> movements;
    for (StoredMovement& stored : found) {
        auto opened = open_facts(std::move(stored), opener);
        if (!opened) {
            return Failure{std::move(opened).error()};
        }
        movements.push_back(std::move(*opened));
    }
    return movements;
}

} // namespace

StoredMovement read_movement(const Row& row, int first) {
    StoredMovement stored;
    stored.id = row.get<MovementId>(first);
    Movement& movement = stored.movement;
    movement.id = stored.id.text();
    movement.observations = {movement.id};
    movement.booked_by_bank = true;
    Observation& facts = movement.facts;
    facts.id = movement.id;
    facts.source = "statement";
    facts.account = row.get<std::string>(first + 1);
    facts.amount = Money::of_minor(row.get<std::int64_t>(first + 3), row.get<Currency>(first + 2));
    facts.booked = row.get<Instant>(first + 4);
    facts.bank_ref = row.get<std::string>(first + 5);
    const auto bytes = row.get<ByteView>(first + 6);
    stored.sealed.bytes.assign(bytes.begin(), bytes.end());
    stored.sealed.day = row.get<std::int64_t>(first + 7);
    return stored;
}

Result<Movement> open_facts(StoredMovement stored, FactsOpener& opener) {
    if (auto opened = opener.open(stored.id, stored.sealed, stored.movement.facts); !opened) {
        return Failure{std::move(opened).error()};
    }
    return std::move(stored.movement);
}

Result<std::vector<Movement>>
movements_to_match(Tx& tx, const TenantId& tenant, const MovementKeys& keys) {
    constexpr std::int64_t most = limits::movements_per_unit_max;
    return open_all(tx, tenant, keys, read_all(tx.query(sql::movements_to_match, tenant, most)));
}

Result<std::vector<Movement>>
open_movement(Tx& tx, const TenantId& tenant, const MovementKeys& keys, MovementId id) {
    return open_all(tx, tenant, keys, read_all(tx.query(sql::movement_open, tenant, id)));
}

} // namespace route9::payments
