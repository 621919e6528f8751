// SPDX-License-Identifier: Apache-2.0
// A tenant with one bank account: receivables are booked, lines uploaded and matched over a real
// store. The key of banks' words can be erased.
#pragma once

#include "money_store.hpp"
#include "payments/awaited_references.hpp"
#include "payments/open_items.hpp"
#include "payments/receivable.hpp"
#include "payments/reconcile.hpp"
#include "payments/statement_intake.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace route9::payments {

using testing_support::MoneyStore;
using testing_support::SeededEntropy;

inline const TenantId kTenant{"vla"};
inline const Secret kDayKey{std::string_view{"0123456789abcdef0123456789abcdef"}};
inline constexpr std::int64_t kDay = 20'514;
inline const Instant kNow = parse_rfc3339("2026-03-02T18:00:00+07:00").value();

inline Money vnd(std::int64_t minor) {
    return Money::of_minor(minor, Currency::VND);
}

inline StatementLine line(std::int64_t amount, std::string ref, std::string memo) {
    StatementLine out;
    out.amount = Decimal{amount, 0};
    out.currency = "VND";
    out.booked = BookingTime{parse_day("2026-03-02").value(), std::nullopt};
    out.bank_ref = std::move(ref);
    out.memo = std::move(memo);
    return out;
}

class Reconcile : public ::testing::Test {
protected:
    ReceivableId
    book(std::int64_t amount, const std::string& code, ReceivableKind kind = ReceivableKind::qr) {
        const Receivable receivable{
            .id = ReceivableId::make(kNow, entropy_),
            .kind = kind,
            .seller = PartyId{"seller-1"},
            .reference = code,
            .amount = vnd(amount),
            .due = parse_day("2026-03-02").value(),
            .bank_account = "VCB-1",
        };
        const auto outcome =
            store_.write([&](Tx& tx) { return receivables::book(tx, kTenant, receivable, kNow); });
        EXPECT_EQ(outcome, PostOutcome::created);
        return receivable.id;
    }

    IntakeResult upload(const std::vector<StatementLine>& lines, const std::string& file) {
        StatementFile parsed{.format = "camt.053.001.08", .statements = {{}}};
        parsed.statements[0].account = "VCB-1";
        parsed.statements[0].currency = "VND";
        parsed.statements[0].lines = lines;
        auto prepared = prepare(
            {.file = parsed,
             .part = 0,
             .file_digest = sha256(as_byte_view(file)),
             .account = {},
             .received_at = kNow,
             .index_key = keys_.index}
        );
        EXPECT_TRUE(prepared);
        seal_lines(*prepared, kTenant, kDay, kDayKey, entropy_);
        return store_.write([&](Tx& tx) { return record(tx, kTenant, *prepared, 0); });
    }

    ReconcileResult run() {
        ReconcileResult all;
        for (;;) {
            auto part =
                store_.write([&](Tx& tx) { return reconcile_next(tx, kTenant, keys_, kNow); });
            if (part.movements == 0) {
                return all;
            }
            all.movements += part.movements;
            all.matches.insert(all.matches.end(), part.matches.begin(), part.matches.end());
            all.open_items.insert(
                all.open_items.end(), part.open_items.begin(), part.open_items.end()
            );
        }
    }

    /// Accounts that are not at zero, "bank:VCB-1" → minor units.
    std::map<std::string, std::int64_t> books() {
        std::map<std::string, std::int64_t> out;
        std::int64_t sum = 0;
        for (const auto& [account, amount] :
             store_.read([&](Tx& tx) { return ledger::balances(tx, kTenant); })) {
            sum += amount.minor();
            if (!amount.is_zero()) {
                out[account.text()] = amount.minor();
            }
        }
        EXPECT_EQ(sum, 0) << "trial balance";
        return out;
    }

    /// Takes what waits for the reference, and tries it again.
    std::vector<ReconcileResult> retry(const std::string& reference) {
        const auto index = reference_index(keys_.index, reference);
        const auto waiting = store_.write([&](Tx& tx) -> Result<std::vector<MovementId>> {
            return awaited_references::take(tx, kTenant, index);
        });
        std::vector<ReconcileResult> results;
        for (const MovementId& movement : waiting) {
            results.push_back(store_.write([&](Tx& tx) {
                return reconcile_again(tx, kTenant, keys_, movement, kNow);
            }));
        }
        return results;
    }

    std::vector<ListedOpenItem> list(OpenItemState state) {
        return store_
            .read([&](Tx& tx) { return open_items(tx, kTenant, keys_, state, OpenItemId{}, 100); })
            .value();
    }

    Receivable found(ReceivableId id) {
        return store_.read([&](Tx& tx) { return receivables::find(tx, kTenant, id); }).value();
    }

    MoneyStore store_;
    SeededEntropy entropy_{7};
    bool erased_ = false; // the key of the day
    MovementKeys keys_{
        .index = Secret{std::string_view{"fedcba9876543210fedcba9876543210"}},
        .of_day = [this](Tx&, std::int64_t day) -> Result<Secret> {
            EXPECT_EQ(day, kDay);
            return erased_ ? Result<Secret>{fail(ErrorCode::not_found)} : kDayKey;
        }
    };
};

using Books = std::map<std::string, std::int64_t>;

} // namespace route9::payments
