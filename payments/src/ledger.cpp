// SPDX-License-Identifier: Apache-2.0
#include "payments/ledger.hpp"

#include "core/assert.hpp"
#include "core/json.hpp"
#include "core/limits.hpp"
#include "core/rounding.hpp"
#include "ledger_statements.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <utility>

namespace route9::payments::ledger {
namespace {

using Chain = std::vector<std::byte>;

struct AccountRow {
    Money balance{};
    std::int64_t sequence = 0;
    Chain head{};
};

struct Key {
    Account account;
    Currency currency{};

    friend auto operator<=>(const Key&, const Key&) = default;
};

using Accounts = std::map<Key, AccountRow>;

Chain bytes_of(std::span<const std::byte> bytes) {
    return {bytes.begin(), bytes.end()};
}

Digest256 digest_of(const Entry& entry) {
    auto text = fmt::format(
        "{}\n{}\n{}\n{}",
        entry.id.text(),
        entry.at.time_since_epoch().count(),
        entry.kind,
        entry.reference
    );
    for (const auto& [account, amount] : entry.postings) {
        text +=
            fmt::format("\n{}\n{}\n{}", account.text(), code(amount.currency()), amount.minor());
    }
    return sha256(as_byte_view(text));
}

Chain next_chain(
    const Chain& head,
    std::span<const std::byte> digest,
    std::int64_t sequence,
    std::size_t line,
    std::int64_t amount,
    std::int64_t balance
) {
    Chain input = head;
    input.insert(input.end(), digest.begin(), digest.end());
    const auto place = fmt::format("{}\n{}\n{}\n{}", sequence, line, amount, balance);
    const auto place_bytes = as_byte_view(place);
    input.insert(input.end(), place_bytes.begin(), place_bytes.end());
    return bytes_of(sha256(input));
}

enum class Presence : std::uint8_t { absent, same, other };

Presence presence(Tx& tx, const TenantId& tenant, const Entry& entry, const Digest256& digest) {
    auto rows = tx.query(sql::ledger_find_entry, tenant, entry.id);
    if (!rows.next()) {
        return Presence::absent;
    }
    const auto stored = rows.row().get<std::span<const std::byte>>(0);
    return std::ranges::equal(stored, digest) ? Presence::same : Presence::other;
}

/// Every account of the entries, locked in one order.
Accounts lock_accounts(Tx& tx, const TenantId& tenant, std::span<const Entry* const> entries) {
    Accounts accounts;
    for (const auto* entry : entries) {
        for (const auto& posting : entry->postings) {
            accounts.try_emplace({posting.account, posting.amount.currency()});
        }
    }
    for (auto& [key, row] : accounts) {
        const auto text = key.account.text();
        auto rows = tx.query(
            sql::ledger_lock_account, tenant, text, key.currency, std::span<const std::byte>{}
        );
        ROUTE9_ASSERT(rows.next());
        row.balance = Money::of_minor(rows.row().get<std::int64_t>(0), key.currency);
        row.sequence = rows.row().get<std::int64_t>(1);
        row.head = bytes_of(rows.row().get<std::span<const std::byte>>(2));
        rows.next();
    }
    return accounts;
}

/// The balances that the entries would leave behind must all fit.
Result<void> check_overflow(const Accounts& accounts, std::span<const Entry* const> entries) {
    std::map<Key, Money> balances;
    for (const auto& [key, row] : accounts) {
        balances.emplace(key, row.balance);
    }
    for (const auto* entry : entries) {
        for (const auto& posting : entry->postings) {
            auto& balance = balances.at({posting.account, posting.amount.currency()});
            auto sum = balance.plus(posting.amount);
            if (!sum) {
                return fail_field(
                    "/postings",
                    "out_of_range",
                    "the balance of " + posting.account.text() + " would overflow"
                );
            }
            balance = *sum;
        }
    }
    return {};
}

void write(
    Tx& tx, const TenantId& tenant, const Entry& entry, const Digest256& digest, Accounts& accounts
) {
    const std::span<const std::byte> digest_bytes{digest};
    tx.execute(
        sql::ledger_add_entry, tenant, entry.id, entry.at, entry.kind, entry.reference, digest_bytes
    );
    for (std::size_t line = 0; line < entry.postings.size(); ++line) {
        const auto& [account, amount] = entry.postings[line];
        auto& row = accounts.at({account, amount.currency()});
        row.balance = row.balance.plus(amount).value();
        row.sequence += 1;
        row.head = next_chain(
            row.head, digest_bytes, row.sequence, line, amount.minor(), row.balance.minor()
        );
        tx.execute(
            sql::ledger_add_posting,
            tenant,
            account.text(),
            amount.currency(),
            row.sequence,
            entry.id,
            static_cast<std::int64_t>(line),
            amount.minor(),
            row.balance.minor(),
            std::span<const std::byte>{row.head}
        );
    }
}

} // namespace

Result<void> check(const Entry& entry) {
    FieldErrors errors;
    if (entry.kind.empty()) {
        errors.push_back({"/kind", "required", "name the kind of entry"});
    }
    if (entry.postings.size() < 2 || entry.postings.size() > limits::postings_per_entry_max) {
        errors.push_back(
            {"/postings",
             "out_of_range",
             fmt::format("give 2 to {} postings", limits::postings_per_entry_max)}
        );
    }
    std::map<Currency, Int128> sums;
    for (std::size_t i = 0; i < entry.postings.size(); ++i) {
        const auto& posting = entry.postings[i];
        sums[posting.amount.currency()] += posting.amount.minor();
        if (posting.amount.is_zero() || posting.account.owner().empty()) {
            errors.push_back(
                {fmt::format("/postings/{}", i), "malformed", "give an account and an amount"}
            );
        }
    }
    for (const auto& [currency, sum] : sums) {
        if (sum != 0) {
            errors.push_back(
                {"/postings",
                 "unbalanced",
                 fmt::format("debits and credits in {} must be equal", code(currency))}
            );
        }
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return {};
}

bool knows(Tx& tx, const TenantId& tenant, const Entry& entry) {
    return presence(tx, tenant, entry, digest_of(entry)) == Presence::same;
}

Result<PostOutcome> post(Tx& tx, const TenantId& tenant, const Entry& entry) {
    return post_linked(tx, tenant, {&entry, 1});
}

Result<PostOutcome> post_linked(Tx& tx, const TenantId& tenant, std::span<const Entry> entries) {
    ROUTE9_ASSERT(entries.size() <= limits::entries_per_post_max);
    std::vector<const Entry*> fresh;
    std::vector<Digest256> digests;
    for (const auto& entry : entries) {
        if (auto sound = check(entry); !sound) {
            return Failure{std::move(sound).error()};
        }
        const auto digest = digest_of(entry);
        const auto known = presence(tx, tenant, entry, digest);
        const auto same_id = [&](const Entry* other) { return other->id == entry.id; };
        if (known == Presence::other || std::ranges::any_of(fresh, same_id)) {
            return fail(
                ErrorCode::idempotency_key_reused, "this entry id stands for another entry"
            );
        }
        if (known == Presence::absent) {
            fresh.push_back(&entry);
            digests.push_back(digest);
        }
    }
    if (fresh.empty()) {
        return PostOutcome::known;
    }
    auto accounts = lock_accounts(tx, tenant, fresh);
    if (auto fits = check_overflow(accounts, fresh); !fits) {
        return Failure{std::move(fits).error()};
    }
    for (std::size_t i = 0; i < fresh.size(); ++i) {
        write(tx, tenant, *fresh[i], digests[i], accounts);
    }
    for (const auto& [key, row] : accounts) {
        tx.execute(
            sql::ledger_save_account,
            tenant,
            key.account.text(),
            key.currency,
            row.balance.minor(),
            row.sequence,
            std::span<const std::byte>{row.head}
        );
    }
    return PostOutcome::created;
}

Money balance(Tx& tx, const TenantId& tenant, const Account& account, Currency currency) {
    const auto text = account.text();
    auto rows = tx.query(sql::ledger_balance, tenant, text, currency);
    return Money::of_minor(rows.next() ? rows.row().get<std::int64_t>(0) : 0, currency);
}

std::vector<AccountBalance> balances(Tx& tx, const TenantId& tenant) {
    std::vector<AccountBalance> out;
    auto rows = tx.query(sql::ledger_balances, tenant);
    while (rows.next()) {
        const auto row = rows.row();
        const auto currency = row.get<Currency>(1);
        out.push_back(
            {Account::parse(row.get<std::string_view>(0)).value(),
             Money::of_minor(row.get<std::int64_t>(2), currency)}
        );
    }
    return out;
}

std::vector<Money> trial_balance(Tx& tx, const TenantId& tenant) {
    std::array<Int128, all_currencies.size()> sums{};
    for (const auto& [account, amount] : balances(tx, tenant)) {
        sums.at(static_cast<std::size_t>(amount.currency())) += amount.minor();
    }
    std::vector<Money> out;
    for (const auto currency : all_currencies) {
        const auto sum = sums.at(static_cast<std::size_t>(currency));
        ROUTE9_ASSERT(sum >= INT64_MIN && sum <= INT64_MAX);
        out.push_back(Money::of_minor(static_cast<std::int64_t>(sum), currency));
    }
    return out;
}

std::vector<BookedPosting> postings(
    Tx& tx,
    const TenantId& tenant,
    const Account& account,
    Currency currency,
    std::int64_t sequence,
    int limit
) {
    std::vector<BookedPosting> out;
    const auto text = account.text();
    auto rows = tx.query(sql::ledger_postings, tenant, text, currency, sequence, limit);
    while (rows.next()) {
        const auto row = rows.row();
        out.push_back(
            {.entry = row.get<EntryId>(0),
             .at = row.get<Instant>(1),
             .kind = row.get<std::string>(2),
             .reference = row.get<std::string>(3),
             .sequence = row.get<std::int64_t>(4),
             .amount = Money::of_minor(row.get<std::int64_t>(5), currency),
             .balance = Money::of_minor(row.get<std::int64_t>(6), currency)}
        );
    }
    return out;
}

std::optional<std::int64_t>
first_broken(Tx& tx, const TenantId& tenant, const Account& account, Currency currency) {
    const auto text = account.text();
    AccountRow walked;
    Int128 sum = 0;
    auto rows = tx.query(sql::ledger_chain, tenant, text, currency);
    while (rows.next()) {
        const auto row = rows.row();
        const auto amount = row.get<std::int64_t>(1);
        const auto balance_after = row.get<std::int64_t>(2);
        sum += amount;
        walked.sequence += 1;
        walked.head = next_chain(
            walked.head,
            row.get<std::span<const std::byte>>(4),
            walked.sequence,
            static_cast<std::size_t>(row.get<std::int64_t>(5)),
            amount,
            balance_after
        );
        if (row.get<std::int64_t>(0) != walked.sequence || sum != balance_after ||
            !std::ranges::equal(row.get<std::span<const std::byte>>(3), walked.head)) {
            return walked.sequence;
        }
    }
    auto kept = tx.query(sql::ledger_account_row, tenant, text, currency);
    const bool exists = kept.next();
    const bool holds =
        exists ? kept.row().get<std::int64_t>(0) == sum &&
                     kept.row().get<std::int64_t>(1) == walked.sequence &&
                     std::ranges::equal(kept.row().get<std::span<const std::byte>>(2), walked.head)
               : walked.sequence == 0;
    return holds ? std::nullopt : std::optional{walked.sequence + 1};
}

} // namespace route9::payments::ledger
