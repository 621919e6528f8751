// SPDX-License-Identifier: Apache-2.0
// The SQL of statements, movements, matches and open items. Days are counted since 1970.
#pragma once

#include "core/sql.hpp"

namespace route9::payments::sql {

inline constexpr Statement statement_add{
    "statement_add",
    "INSERT INTO bank_statement (tenant_id, statement_id, file_digest, part, account, currency,"
    " format, opening_minor, closing_minor, chain_ok, from_day, to_day, received_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING"
};
inline constexpr Statement statement_of_file{
    "statement_of_file",
    "SELECT statement_id FROM bank_statement"
    " WHERE tenant_id = $1 AND file_digest = $2 AND part = $3"
};
inline constexpr Statement account_of_file{
    "account_of_file",
    "SELECT account FROM bank_statement WHERE tenant_id = $1 AND file_digest = $2 AND part = $3"
};
inline constexpr Statement movement_add{
    "movement_add",
    "INSERT INTO movement (tenant_id, movement_id, bank_key, statement_id, account, currency,"
    " amount_minor, booked_at, bank_ref, facts, facts_day, state)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'new') ON CONFLICT DO NOTHING"
};
inline constexpr Statement movements_to_match{
    "movements_to_match",
    "SELECT movement_id, account, currency, amount_minor, booked_at, bank_ref, facts, facts_day"
    " FROM movement WHERE tenant_id = $1 AND state = 'new'"
    " ORDER BY booked_at, movement_id LIMIT $2"
};
inline constexpr Statement movement_open{
    "movement_open",
    "SELECT movement_id, account, currency, amount_minor, booked_at, bank_ref, facts, facts_day"
    " FROM movement WHERE tenant_id = $1 AND movement_id = $2 AND state = 'open'"
};
inline constexpr Statement movement_set_state{
    "movement_set_state", "UPDATE movement SET state = $3 WHERE tenant_id = $1 AND movement_id = $2"
};
inline constexpr Statement match_add{
    "match_add",
    "INSERT INTO match (tenant_id, match_id, kind, rule, state, reason, matched_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7)"
};
inline constexpr Statement match_add_line{
    "match_add_line",
    "INSERT INTO match_line (tenant_id, match_id, line, side, subject_id, type, currency,"
    " amount_minor) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
};
// An item that was closed opens anew when its movement comes back to the same reason.
inline constexpr Statement open_item_add{
    "open_item_add",
    "INSERT INTO open_item (tenant_id, open_item_id, code, reason, movement_id, receivable_id,"
    " currency, amount_minor, suggestions, state, opened_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', $10)"
    " ON CONFLICT (tenant_id, open_item_id) DO UPDATE SET reason = excluded.reason,"
    " suggestions = excluded.suggestions, state = 'open', opened_at = excluded.opened_at,"
    " resolution = '', resolved_at = NULL"
};
inline constexpr Statement open_item_renew{
    "open_item_renew",
    "UPDATE open_item SET reason = $3, suggestions = $4"
    " WHERE tenant_id = $1 AND open_item_id = $2"
};
inline constexpr Statement open_items_of_movement{
    "open_items_of_movement",
    "SELECT open_item_id, code FROM open_item"
    " WHERE tenant_id = $1 AND movement_id = $2 AND state = 'open' ORDER BY open_item_id"
};
inline constexpr Statement short_payments_of_receivable{
    "short_payments_of_receivable",
    "SELECT open_item_id, code FROM open_item WHERE tenant_id = $1 AND receivable_id = $2"
    " AND code = 'SHORT_PAYMENT' AND state = 'open' ORDER BY open_item_id"
};
inline constexpr Statement open_item_resolve{
    "open_item_resolve",
    "UPDATE open_item SET state = 'resolved', resolution = $3, resolved_at = $4"
    " WHERE tenant_id = $1 AND open_item_id = $2"
};
inline constexpr Statement open_items{
    "open_items",
    "SELECT o.open_item_id, o.code, o.reason, o.movement_id, o.receivable_id, o.currency,"
    " o.amount_minor, o.suggestions, o.opened_at, o.resolution, o.resolved_at, m.movement_id,"
    " m.account, m.currency, m.amount_minor, m.booked_at, m.bank_ref, m.facts, m.facts_day"
    " FROM open_item o LEFT JOIN movement m"
    " ON m.tenant_id = o.tenant_id AND m.movement_id = o.movement_id"
    " WHERE o.tenant_id = $1 AND o.state = $2 AND o.open_item_id > $3"
    " ORDER BY o.open_item_id LIMIT $4"
};

} // namespace route9::payments::sql
