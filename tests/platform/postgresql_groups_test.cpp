// SPDX-License-Identifier: Apache-2.0
// Units of one tenant share a transaction on PostgreSQL, and units that disturb each other stand in
// line instead of running again and again.
#include "postgresql_under_test.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <future>
#include <string>
#include <thread>
#include <vector>

namespace route9::tests {
namespace {

using platform::Lane;

constexpr Statement kRaise{"test.raise", "UPDATE item SET amount = amount + 1 WHERE id = 1"};

const Reach kQuangTri = Reach::of(TenantId{"qt"});

Result<int> raise(Tx& tx) {
    tx.execute(kRaise);
    return 0;
}

template <class Answers>
int failures(Answers& answers) {
    return static_cast<int>(std::ranges::count_if(answers, [](auto& answer) {
        return !answer.get().has_value();
    }));
}

TEST(PostgresqlGroups, UnitsThatWaitForOneTenantShareACommit) {
    constexpr int kUnits = 20;
    PostgresqlUnderTest subject(1);
    auto& store = subject.store();
    std::vector<std::future<Result<int>>> answers;
    {
        const HeldWriter held{store};
        for (int id = 1; id <= kUnits; ++id) {
            const auto insert = [id](Tx& tx) { return insert_item(tx, id); };
            answers.push_back(write_later(store, insert, Lane::foreground, kQuangTri));
        }
    }
    EXPECT_EQ(failures(answers), 0);
    EXPECT_EQ(count_items(store), kUnits);
    EXPECT_EQ(store.counters().write_groups, 1U);
    EXPECT_EQ(store.counters().write_units, kUnits + 1U); // and the one that held the writer
}

TEST(PostgresqlGroups, AUnitThatFailsIsUndoneAlone) {
    PostgresqlUnderTest subject(1);
    auto& store = subject.store();
    std::vector<std::future<Result<int>>> answers;
    const auto submit = [&](auto unit) {
        answers.push_back(write_later(store, std::move(unit), Lane::foreground, kQuangTri));
    };
    {
        const HeldWriter held{store};
        submit([](Tx& tx) { return insert_item(tx, 1); });
        submit([](Tx& tx) -> Result<int> {
            put_item(tx, 2);
            return fail(ErrorCode::insufficient_stock);
        });
        submit([](Tx& tx) -> Result<int> {
            tx.put(kInsertItem, 3, "item 1", 0); // the name is taken
            return 0;
        });
        submit([](Tx& tx) -> Result<int> {
            put_item(tx, 4);
            throw std::runtime_error("a bug");
        });
        submit([](Tx& tx) { return insert_item(tx, 5); });
    }
    EXPECT_TRUE(answers[0].get().has_value());
    EXPECT_EQ(answers[1].get().error().code, ErrorCode::insufficient_stock);
    EXPECT_EQ(answers[2].get().error().code, ErrorCode::conflict);
    EXPECT_EQ(answers[3].get().error().code, ErrorCode::internal);
    EXPECT_TRUE(answers[4].get().has_value());
    EXPECT_EQ(subject.run("SELECT string_agg(CAST(id AS text), ' ' ORDER BY id) FROM item"), "1 5");
    EXPECT_EQ(store.counters().write_groups, 1U);
}

// A unit's first statement may be one the server does not understand.
TEST(PostgresqlGroups, AStatementThatDoesNotCompileHarmsNoOtherUnit) {
    static constexpr Statement kWrong{"test.wrong", "SELECT nothing FROM nowhere"};
    PostgresqlUnderTest subject(1);
    auto& store = subject.store();
    std::vector<std::future<Result<int>>> answers;
    {
        const HeldWriter held{store};
        for (int id = 1; id <= 3; ++id) {
            const auto unit = [id](Tx& tx) -> Result<int> {
                if (id == 2) {
                    tx.execute(kWrong);
                }
                return insert_item(tx, id);
            };
            answers.push_back(write_later(store, unit, Lane::foreground, kQuangTri));
        }
    }
    EXPECT_TRUE(answers[0].get().has_value());
    EXPECT_EQ(answers[1].get().error().code, ErrorCode::internal);
    EXPECT_TRUE(answers[2].get().has_value());
    EXPECT_EQ(count_items(store), 2);
}

// Two processes on one database, and one row that every unit changes.
TEST(PostgresqlGroups, UnitsThatDisturbEachOtherStandInLineAlsoAmongProcesses) {
    constexpr int kUnits = 400;
    PostgresqlUnderTest subject(4);
    platform::PostgresqlStore other{subject.options()};
    ASSERT_TRUE(subject.store().write([](Tx& tx) { return insert_item(tx, 1); }).has_value());
    const auto load = [](platform::Store& store) {
        std::vector<std::future<Result<int>>> answers;
        for (int i = 0; i < kUnits; ++i) {
            answers.push_back(write_later(store, raise, Lane::foreground, kQuangTri));
        }
        return failures(answers);
    };
    auto beside = std::async(std::launch::async, [&] { return load(other); });
    EXPECT_EQ(load(subject.store()), 0);
    EXPECT_EQ(beside.get(), 0);
    EXPECT_EQ(subject.run("SELECT amount FROM item"), std::to_string(10 + 2 * kUnits));
    const auto repeated = subject.store().counters().write_units_repeated.load() +
                          other.counters().write_units_repeated.load();
    EXPECT_LT(repeated, static_cast<std::uint64_t>(kUnits)) << "of " << 2 * kUnits;
}

} // namespace
} // namespace route9::tests
