// SPDX-License-Identifier: Apache-2.0
// The SQL of the ledger. Accounts are created or locked by one statement, so that the same text
// takes the row lock on an engine with concurrent writers.
#pragma once

#include "core/sql.hpp"

namespace route9::payments::sql {

inline constexpr Statement ledger_lock_account{
    "ledger_lock_account",
    "INSERT INTO ledger_account"
    " (tenant_id, account, currency, balance_minor, last_sequence, head)"
    " VALUES ($1, $2, $3, 0, 0, $4)"
    " ON CONFLICT (tenant_id, account, currency)"
    " DO UPDATE SET last_sequence = ledger_account.last_sequence"
    " RETURNING balance_minor, last_sequence, head"
};
inline constexpr Statement ledger_save_account{
    "ledger_save_account",
    "UPDATE ledger_account SET balance_minor = $4, last_sequence = $5, head = $6"
    " WHERE tenant_id = $1 AND account = $2 AND currency = $3"
};
inline constexpr Statement ledger_find_entry{
    "ledger_find_entry", "SELECT digest FROM ledger_entry WHERE tenant_id = $1 AND entry_id = $2"
};
inline constexpr Statement ledger_add_entry{
    "ledger_add_entry",
    "INSERT INTO ledger_entry (tenant_id, entry_id, at, kind, reference, digest)"
    " VALUES ($1, $2, $3, $4, $5, $6)"
};
inline constexpr Statement ledger_add_posting{
    "ledger_add_posting",
    "INSERT INTO ledger_posting (tenant_id, account, currency, sequence, entry_id, line,"
    " amount_minor, balance_minor, chain) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
};
inline constexpr Statement ledger_balance{
    "ledger_balance",
    "SELECT balance_minor FROM ledger_account"
    " WHERE tenant_id = $1 AND account = $2 AND currency = $3"
};
inline constexpr Statement ledger_balances{
    "ledger_balances",
    "SELECT account, currency, balance_minor FROM ledger_account WHERE tenant_id = $1"
    " ORDER BY account, currency"
};
inline constexpr Statement ledger_postings{
    "ledger_postings",
    "SELECT p.entry_id, e.at, e.kind, e.reference, p.sequence, p.amount_minor, p.balance_minor"
    " FROM ledger_posting p JOIN ledger_entry e"
    " ON e.tenant_id = p.tenant_id AND e.entry_id = p.entry_id"
    " WHERE p.tenant_id = $1 AND p.account = $2 AND p.currency = $3 AND p.sequence > $4"
    " ORDER BY p.sequence LIMIT $5"
};
inline constexpr Statement ledger_chain{
    "ledger_chain",
    "SELECT p.sequence, p.amount_minor, p.balance_minor, p.chain, e.digest, p.line"
    " FROM ledger_posting p JOIN ledger_entry e"
    " ON e.tenant_id = p.tenant_id AND e.entry_id = p.entry_id"
    " WHERE p.tenant_id = $1 AND p.account = $2 AND p.currency = $3 ORDER BY p.sequence"
};
inline constexpr Statement ledger_account_row{
    "ledger_account_row",
    "SELECT balance_minor, last_sequence, head FROM ledger_account"
    " WHERE tenant_id = $1 AND account = $2 AND currency = $3"
};

} // namespace route9::payments::sql
