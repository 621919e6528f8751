// SPDX-License-Identifier: Apache-2.0
// The double-entry ledger: append-only, balanced in every currency, each account numbered and
// hash-chained on its own row (no hot row of the whole book). Entries carry ids made by the caller,
// which make posting idempotent. Called inside a unit of work; amounts in minor units, debit > 0.
#pragma once

#include "core/crypto.hpp"
#include "core/money.hpp"
#include "core/names.hpp"
#include "core/tx.hpp"
#include "payments/account.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace route9::payments {

struct Posting {
    Account account;
    Money amount; // debit above zero, credit below

    friend bool operator==(const Posting&, const Posting&) = default;
};

struct Entry {
    EntryId id;
    Instant at{};
    std::string kind;        // "receipt", "match", "collection", …
    std::string reference{}; // wire id of what it is about
    std::vector<Posting> postings{};
};

enum class PostOutcome : std::uint8_t { created, known };

struct AccountBalance {
    Account account;
    Money balance;

    friend bool operator==(const AccountBalance&, const AccountBalance&) = default;
};

struct BookedPosting {
    EntryId entry;
    Instant at{};
    std::string kind;
    std::string reference;
    std::int64_t sequence = 0;
    Money amount;
    Money balance; // after it
};

namespace ledger {

/// What is wrong with an entry in itself: no postings, zero amounts, an unbalanced currency.
Result<void> check(const Entry& entry);

/// True when this very entry was posted before.
bool knows(Tx& tx, const TenantId& tenant, const Entry& entry);

/// Errors: validation_failed (check, or a balance would overflow), idempotency_key_reused (the id
/// stands for another entry). On an error nothing was written that a reader can see.
Result<PostOutcome> post(Tx& tx, const TenantId& tenant, const Entry& entry);

/// All or none. `known` when every entry was there already.
Result<PostOutcome> post_linked(Tx& tx, const TenantId& tenant, std::span<const Entry> entries);

/// Zero for an account without postings.
Money balance(Tx& tx, const TenantId& tenant, const Account& account, Currency currency);
/// By account text, then currency; accounts at zero too.
std::vector<AccountBalance> balances(Tx& tx, const TenantId& tenant);
/// Σ of all accounts by currency, in the order of all_currencies: zero each, or the book is broken.
std::vector<Money> trial_balance(Tx& tx, const TenantId& tenant);
/// Postings of an account after `sequence`, oldest first.
std::vector<BookedPosting> postings(
    Tx& tx,
    const TenantId& tenant,
    const Account& account,
    Currency currency,
    std::int64_t sequence,
    int limit
);

/// Walks an account: sequence without a gap, running balance, chain. Nullopt when it holds, else
/// the first sequence that does not.
std::optional<std::int64_t>
first_broken(Tx& tx, const TenantId& tenant, const Account& account, Currency currency);

} // namespace ledger
} // namespace route9::payments
