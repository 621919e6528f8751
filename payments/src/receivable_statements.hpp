// SPDX-License-Identifier: Apache-2.0
// The SQL of receivables, and how one row is read: every SELECT below lists the same columns, in
// the order of read_receivable. `due` is in days since 1970.
#pragma once

#include "core/tx.hpp"
#include "payments/receivable.hpp"

namespace route9::payments {

Receivable read_receivable(const Row& row);

namespace sql {

inline constexpr Statement receivable_add{
    "receivable_add",
    "INSERT INTO receivable (tenant_id, receivable_id, kind, seller_id, reference, currency,"
    " amount_minor, settled_minor, custodian, custody_minor, due, payer, bank_account, order_ref,"
    " parcel_ref, end_to_end, state, created_at, reference_key)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, 0, '', 0, $8, $9, $10, $11, $12, $13, 'open', $14, $15)"
    " ON CONFLICT DO NOTHING"
};
inline constexpr Statement receivable_drop{
    "receivable_drop", "DELETE FROM receivable WHERE tenant_id = $1 AND receivable_id = $2"
};
inline constexpr Statement receivable_find{
    "receivable_find",
    "SELECT receivable_id, kind, seller_id, reference, currency, amount_minor, settled_minor,"
    " custodian, custody_minor, due, payer, bank_account, order_ref, parcel_ref, end_to_end,"
    " state, cancelled_at, direct_minor FROM receivable WHERE tenant_id = $1 AND receivable_id = $2"
};
inline constexpr Statement receivable_by_reference{
    "receivable_by_reference",
    "SELECT receivable_id, kind, seller_id, reference, currency, amount_minor, settled_minor,"
    " custodian, custody_minor, due, payer, bank_account, order_ref, parcel_ref, end_to_end,"
    " state, cancelled_at, direct_minor FROM receivable WHERE tenant_id = $1 AND reference = $2"
};
inline constexpr Statement receivable_by_key{
    "receivable_by_key",
    "SELECT receivable_id, kind, seller_id, reference, currency, amount_minor, settled_minor,"
    " custodian, custody_minor, due, payer, bank_account, order_ref, parcel_ref, end_to_end,"
    " state, cancelled_at, direct_minor FROM receivable WHERE tenant_id = $1 AND reference_key = $2"
    " ORDER BY receivable_id LIMIT $3"
};
inline constexpr Statement receivable_by_prefix{
    "receivable_by_prefix",
    "SELECT receivable_id, kind, seller_id, reference, currency, amount_minor, settled_minor,"
    " custodian, custody_minor, due, payer, bank_account, order_ref, parcel_ref, end_to_end,"
    " state, cancelled_at, direct_minor FROM receivable WHERE tenant_id = $1 AND reference_key >= "
    "$2"
    " AND reference_key < $3 ORDER BY reference_key LIMIT $4"
};
inline constexpr Statement receivable_by_end_to_end{
    "receivable_by_end_to_end",
    "SELECT receivable_id, kind, seller_id, reference, currency, amount_minor, settled_minor,"
    " custodian, custody_minor, due, payer, bank_account, order_ref, parcel_ref, end_to_end,"
    " state, cancelled_at, direct_minor FROM receivable WHERE tenant_id = $1 AND end_to_end = $2"
    " AND end_to_end <> '' ORDER BY receivable_id LIMIT $3"
};
inline constexpr Statement receivable_by_amount{
    "receivable_by_amount",
    "SELECT receivable_id, kind, seller_id, reference, currency, amount_minor, settled_minor,"
    " custodian, custody_minor, due, payer, bank_account, order_ref, parcel_ref, end_to_end,"
    " state, cancelled_at, direct_minor FROM receivable WHERE tenant_id = $1 AND currency = $2"
    " AND amount_minor = $3 AND state = 'open' ORDER BY due, receivable_id LIMIT $4"
};
inline constexpr Statement receivable_of_order{
    "receivable_of_order",
    "SELECT receivable_id, kind, seller_id, reference, currency, amount_minor, settled_minor,"
    " custodian, custody_minor, due, payer, bank_account, order_ref, parcel_ref, end_to_end,"
    " state, cancelled_at, direct_minor FROM receivable WHERE tenant_id = $1 AND order_ref = $2"
    " ORDER BY receivable_id"
};
// Filters that confine nothing are empty text; pages go from the newest id down.
inline constexpr Statement receivable_page{
    "receivable_page",
    "SELECT receivable_id, kind, seller_id, reference, currency, amount_minor, settled_minor,"
    " custodian, custody_minor, due, payer, bank_account, order_ref, parcel_ref, end_to_end,"
    " state, cancelled_at, direct_minor FROM receivable WHERE tenant_id = $1 AND receivable_id < $2"
    " AND ($3 = '' OR state = $3) ORDER BY receivable_id DESC LIMIT $4"
};
inline constexpr Statement receivable_page_of_seller{
    "receivable_page_of_seller",
    "SELECT receivable_id, kind, seller_id, reference, currency, amount_minor, settled_minor,"
    " custodian, custody_minor, due, payer, bank_account, order_ref, parcel_ref, end_to_end,"
    " state, cancelled_at, direct_minor FROM receivable WHERE tenant_id = $1 AND receivable_id < $2"
    " AND ($3 = '' OR state = $3) AND seller_id = $5 ORDER BY receivable_id DESC LIMIT $4"
};
inline constexpr Statement receivable_page_of_order{
    "receivable_page_of_order",
    "SELECT receivable_id, kind, seller_id, reference, currency, amount_minor, settled_minor,"
    " custodian, custody_minor, due, payer, bank_account, order_ref, parcel_ref, end_to_end,"
    " state, cancelled_at, direct_minor FROM receivable WHERE tenant_id = $1 AND receivable_id < $2"
    " AND ($3 = '' OR state = $3) AND order_ref = $5 AND ($6 = '' OR seller_id = $6)"
    " ORDER BY receivable_id DESC LIMIT $4"
};
inline constexpr Statement receivable_settle{
    "receivable_settle",
    "UPDATE receivable SET settled_minor = $3, direct_minor = $4, state = $5"
    " WHERE tenant_id = $1 AND receivable_id = $2"
};
inline constexpr Statement receivable_set_custody{
    "receivable_set_custody",
    "UPDATE receivable SET custodian = $3, custody_minor = $4"
    " WHERE tenant_id = $1 AND receivable_id = $2"
};
inline constexpr Statement receivable_cancel{
    "receivable_cancel",
    "UPDATE receivable SET state = 'cancelled', cancelled_at = $3"
    " WHERE tenant_id = $1 AND receivable_id = $2"
};
inline constexpr Statement receivable_hand_to{
    "receivable_hand_to",
    "UPDATE receivable SET payer = $3, due = $4"
    " WHERE tenant_id = $1 AND receivable_id = $2 AND custody_minor = 0"
};
inline constexpr Statement receivable_reopen{
    "receivable_reopen",
    "UPDATE receivable SET state = $3, cancelled_at = NULL"
    " WHERE tenant_id = $1 AND receivable_id = $2"
};

} // namespace sql
} // namespace route9::payments
