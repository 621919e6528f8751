// SPDX-License-Identifier: Apache-2.0
#include "money_store.hpp"
#include "payments/ledger.hpp"
#include "payments/receivable.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>

namespace route9::payments {
namespace {

using testing_support::MoneyStore;
using testing_support::SeededEntropy;

const TenantId kTenant{"vla"};
const Account kBank{AccountKind::bank, "VCB-1"};
const Account kClearing{AccountKind::clearing, "qr"};
const Account kFees{AccountKind::fees, "bank_charge"};

Money vnd(std::int64_t minor) {
    return Money::of_minor(minor, Currency::VND);
}

class Ledger : public ::testing::Test {
protected:
    Entry entry(std::vector<Posting> postings) {
        return {
            .id = EntryId::make(Instant{Milliseconds{1'772'000'000'000}}, entropy_),
            .at = Instant{Milliseconds{1'772'000'000'000}},
            .kind = "test",
            .postings = std::move(postings),
        };
    }
    PostOutcome post(const Entry& posted) {
        return store_.write([&](Tx& tx) { return ledger::post(tx, kTenant, posted); });
    }
    Error refused(const Entry& posted) {
        return store_.refused([&](Tx& tx) { return ledger::post(tx, kTenant, posted); });
    }
    std::int64_t balance(const Account& account, const TenantId& tenant = kTenant) {
        return store_.read([&](Tx& tx) {
            return ledger::balance(tx, tenant, account, Currency::VND).minor();
        });
    }

    MoneyStore store_;
    SeededEntropy entropy_{1};
};

TEST_F(Ledger, MovesMoneyBetweenAccounts) {
    EXPECT_EQ(post(entry({{kBank, vnd(700)}, {kClearing, vnd(-700)}})), PostOutcome::created);
    EXPECT_EQ(post(entry({{kBank, vnd(-10)}, {kFees, vnd(10)}})), PostOutcome::created);
    EXPECT_EQ(balance(kBank), 690);
    EXPECT_EQ(balance(kClearing), -700);
    EXPECT_EQ(balance(kFees), 10);
    EXPECT_EQ(balance(kBank, TenantId{"other"}), 0);
}

TEST_F(Ledger, PostsTheSameEntryOnce) {
    const auto first = entry({{kBank, vnd(700)}, {kClearing, vnd(-700)}});
    EXPECT_EQ(post(first), PostOutcome::created);
    EXPECT_EQ(post(first), PostOutcome::known);
    EXPECT_EQ(balance(kBank), 700);
    auto other = first;
    other.postings = {{kBank, vnd(800)}, {kClearing, vnd(-800)}};
    EXPECT_EQ(refused(other).code, ErrorCode::idempotency_key_reused);
    EXPECT_EQ(balance(kBank), 700);
}

TEST_F(Ledger, RefusesEntriesThatAreNotSound) {
    const std::pair<const char*, std::vector<Posting>> cases[] = {
        {"unbalanced", {{kBank, vnd(700)}, {kClearing, vnd(-699)}}},
        {"unbalanced", {{kBank, vnd(700)}, {kClearing, Money::of_minor(-700, Currency::LAK)}}},
        {"malformed", {{kBank, vnd(0)}, {kClearing, vnd(0)}}},
        {"out_of_range", {{kBank, vnd(700)}}},
        {"out_of_range", {}},
    };
    for (const auto& [code, postings] : cases) {
        const auto error = refused(entry(postings));
        ASSERT_FALSE(error.fields.empty()) << code;
        EXPECT_TRUE(std::ranges::any_of(error.fields, [&](const FieldError& field) {
            return field.code == code;
        })) << code;
    }
}

TEST_F(Ledger, RefusesCreditThatOverflows) {
    post(entry({{kBank, vnd(INT64_MAX)}, {kClearing, vnd(-INT64_MAX)}}));
    EXPECT_EQ(
        refused(entry({{kBank, vnd(1)}, {kClearing, vnd(-1)}})).fields.at(0).code, "out_of_range"
    );
    EXPECT_EQ(balance(kBank), INT64_MAX);
}

TEST_F(Ledger, KeepsNothingOfAReceivableThatOverflowsInAUnitThatGoesOn) {
    post(entry({{kClearing, vnd(INT64_MAX)}, {kBank, vnd(-INT64_MAX)}}));
    const Instant now{Milliseconds{1'772'000'000'000}};
    const Receivable receivable{
        .id = ReceivableId::make(now, entropy_),
        .kind = ReceivableKind::qr,
        .seller = PartyId{"seller-1"},
        .reference = "VL7Q2MZKG",
        .amount = vnd(1),
        .due = parse_day("2026-03-02").value(),
    };
    const bool booked = store_.write([&](Tx& tx) -> Result<bool> {
        return receivables::book(tx, kTenant, receivable, now).has_value();
    });
    EXPECT_FALSE(booked);
    EXPECT_FALSE(store_.read([&](Tx& tx) {
        return receivables::find(tx, kTenant, receivable.id).has_value();
    }));
}

TEST_F(Ledger, PostsLinkedEntriesAllOrNone) {
    const std::vector good{
        entry({{kBank, vnd(5)}, {kClearing, vnd(-5)}}),
        entry({{kBank, vnd(7)}, {kFees, vnd(-7)}}),
    };
    auto bad = std::vector{
        entry({{kBank, vnd(1)}, {kClearing, vnd(-1)}}),
        entry({{kBank, vnd(INT64_MAX)}, {kFees, vnd(-INT64_MAX)}}),
    };
    store_.write([&](Tx& tx) { return ledger::post_linked(tx, kTenant, good); });
    EXPECT_EQ(balance(kBank), 12);
    // Even a caller who keeps the unit sees nothing of a refused group.
    const bool refused_inside = store_.write([&](Tx& tx) -> Result<bool> {
        return !ledger::post_linked(tx, kTenant, bad).has_value();
    });
    EXPECT_TRUE(refused_inside);
    EXPECT_EQ(balance(kBank), 12);
    EXPECT_EQ(balance(kClearing), -5);
}

TEST_F(Ledger, KeepsItsEntriesAsTheyWere) {
    static constexpr Statement tamper{
        "tamper", "UPDATE ledger_posting SET amount_minor = 1 WHERE tenant_id = $1"
    };
    static constexpr Statement erase{"erase", "DELETE FROM ledger_entry WHERE tenant_id = $1"};
    post(entry({{kBank, vnd(700)}, {kClearing, vnd(-700)}}));
    for (const auto* statement : {&tamper, &erase}) {
        EXPECT_THROW(
            store_.write([&](Tx& tx) -> Result<std::int64_t> {
                return tx.execute(*statement, kTenant);
            }),
            std::runtime_error
        );
    }
    EXPECT_EQ(balance(kBank), 700);
}

TEST_F(Ledger, SeesABrokenChain) {
    static constexpr Statement unlock{"unlock", "DROP TRIGGER ledger_posting_stays"};
    static constexpr Statement unlock_table{
        "unlock", "DROP TRIGGER ledger_posting_stays ON ledger_posting"
    };
    static constexpr Statement as_owner{"as_owner", "SET LOCAL ROLE NONE"};
    static constexpr Statement tamper{
        "tamper",
        "UPDATE ledger_posting SET amount_minor = 8 WHERE tenant_id = $1 AND account = $2"
        " AND sequence = 2"
    };
    for (int i = 1; i <= 3; ++i) {
        post(entry({{kBank, vnd(i)}, {kClearing, vnd(-i)}}));
    }
    const auto broken = [&] {
        return store_.read([&](Tx& tx) {
            return ledger::first_broken(tx, kTenant, kBank, Currency::VND);
        });
    };
    EXPECT_EQ(broken(), std::nullopt);
    store_.write([&](Tx& tx) -> Result<std::int64_t> {
        if (tx.engine() == Engine::postgresql) {
            tx.execute(as_owner); // the service's role may not
            tx.execute(unlock_table);
        } else {
            tx.execute(unlock);
        }
        return tx.execute(tamper, kTenant, "bank:VCB-1");
    });
    EXPECT_EQ(broken(), 2);
}

TEST_F(Ledger, ListsPostingsWithRunningBalances) {
    post(entry({{kBank, vnd(700)}, {kClearing, vnd(-700)}}));
    post(entry({{kBank, vnd(-10)}, {kFees, vnd(10)}}));
    const auto listed = store_.read([&](Tx& tx) {
        return ledger::postings(tx, kTenant, kBank, Currency::VND, 0, 10);
    });
    ASSERT_EQ(listed.size(), 2U);
    EXPECT_EQ(listed[1].sequence, 2);
    EXPECT_EQ(listed[1].amount, vnd(-10));
    EXPECT_EQ(listed[1].balance, vnd(690));
}

TEST_F(Ledger, StaysAtZeroInEveryCurrencyOverRandomHistories) {
    const char* given = std::getenv("ROUTE9_SEED");
    const auto seed = given == nullptr ? 42ULL : std::strtoull(given, nullptr, 10);
    std::mt19937_64 random{seed};
    const std::array accounts{kBank, kClearing, kFees, Account{AccountKind::suspense, "VCB-1"}};
    std::map<std::pair<std::string, Currency>, std::int64_t> expected;
    std::vector<Entry> history;
    for (int i = 0; i < 300; ++i) {
        if (!history.empty() && random() % 5 == 0) {
            EXPECT_EQ(post(history[random() % history.size()]), PostOutcome::known);
            continue;
        }
        std::vector<Posting> postings;
        for (std::uint64_t pair = 0; pair <= random() % 3; ++pair) {
            const auto currency = all_currencies.at(random() % all_currencies.size());
            const auto amount = static_cast<std::int64_t>(random() % 1'000'000) + 1;
            const auto& debit = accounts.at(random() % accounts.size());
            const auto& credit = accounts.at(random() % accounts.size());
            postings.push_back({debit, Money::of_minor(amount, currency)});
            postings.push_back({credit, Money::of_minor(-amount, currency)});
            expected[{debit.text(), currency}] += amount;
            expected[{credit.text(), currency}] -= amount;
        }
        history.push_back(entry(std::move(postings)));
        EXPECT_EQ(post(history.back()), PostOutcome::created) << "seed " << seed;
    }
    const auto trial = store_.read([&](Tx& tx) { return ledger::trial_balance(tx, kTenant); });
    ASSERT_EQ(trial.size(), 5U);
    for (const auto& sum : trial) {
        EXPECT_TRUE(sum.is_zero()) << "seed " << seed << ' ' << code(sum.currency());
    }
    for (const auto& [account, amount] :
         store_.read([&](Tx& tx) { return ledger::balances(tx, kTenant); })) {
        const auto want = expected[{account.text(), amount.currency()}];
        EXPECT_EQ(amount.minor(), want) << "seed " << seed << ' ' << account.text();
        EXPECT_EQ(
            store_.read([&](Tx& tx) {
                return ledger::first_broken(tx, kTenant, account, amount.currency());
            }),
            std::nullopt
        ) << "seed "
          << seed;
    }
}

} // namespace
} // namespace route9::payments
