// SPDX-License-Identifier: Apache-2.0
// Copies of a SQLite store: taken while it writes, whole or absent, and put back.
#include "core/journal.hpp"
#include "platform/sqlite_backup.hpp"
#include "sqlite_under_test.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <string>
#include <thread>

namespace route9::tests {
namespace {

constexpr Statement kIntact{
    "test.intact",
    "SELECT COUNT(*) FROM item a WHERE a.id % 2 = 1 AND NOT EXISTS "
    "(SELECT 1 FROM item b WHERE b.id = a.id + 1)"
};

Result<int> insert_pair(Tx& tx, std::int64_t odd) {
    insert_item(tx, odd);
    insert_item(tx, odd + 1);
    return 0;
}

TEST(Backup, TakenWhileTheStoreWritesHoldsOneState) {
    SqliteUnderTest subject;
    auto& store = subject.store();
    ASSERT_TRUE(store.write([](Tx& tx) { return insert_pair(tx, 1); }).has_value());
    std::atomic<bool> stop{false};
    std::thread writing([&] {
        for (std::int64_t odd = 3; !stop; odd += 2) {
            EXPECT_TRUE(store.write([odd](Tx& tx) { return insert_pair(tx, odd); }).has_value());
        }
    });
    const auto copy = subject.path().parent_path() / "copy.db";
    for (int i = 0; i < 5; ++i) {
        const auto facts = platform::backup(subject.path(), copy);
        EXPECT_EQ(facts.schema_version, static_cast<int>(migrations_with_items().size()));
        EXPECT_GT(facts.size_bytes, 0);
    }
    stop = true;
    writing.join();

    const auto restored = subject.path().parent_path() / "restored.db";
    ASSERT_TRUE(platform::restore(copy, restored).has_value());
    platform::SqliteStore second({.path = restored});
    EXPECT_GE(count_items(second), 2);
    EXPECT_EQ(second.read([](Tx& tx) -> Result<std::int64_t> { return scalar(tx, kIntact); }), 0)
        << "a unit is in the copy whole or not at all";
    EXPECT_TRUE(second.write([](Tx& tx) { return insert_item(tx, -1); }).has_value());
}

TEST(Backup, TellsTheNewestJournalPosition) {
    SqliteUnderTest subject;
    ASSERT_TRUE(subject.store()
                    .write([](Tx& tx) -> Result<int> {
                        const Event event{
                            .id = {},
                            .tenant = TenantId{"ten_a"},
                            .seller = {},
                            .carrier = {},
                            .type = "order.routed",
                            .subject = "ord_1",
                            .data = "{}",
                        };
                        journal::append(tx, {&event, 1});
                        return 0;
                    })
                    .has_value());
    const auto copy = subject.path().parent_path() / "copy.db";
    EXPECT_EQ(platform::backup(subject.path(), copy).journal_head, 1);
    EXPECT_EQ(platform::check_backup(copy)->journal_head, 1);
    EXPECT_FALSE(std::filesystem::exists(copy.string() + ".partial"));
    EXPECT_EQ(
        std::filesystem::status(copy).permissions() & std::filesystem::perms::mask,
        std::filesystem::perms::owner_read | std::filesystem::perms::owner_write
    );
}

TEST(Backup, ThatCannotBeWrittenLeavesTheOldOne) {
    SqliteUnderTest subject;
    const auto directory = subject.path().parent_path();
    EXPECT_THROW(platform::backup(subject.path(), directory / "no" / "copy.db"), StoreFailure);
    const auto copy = directory / "copy.db";
    platform::backup(subject.path(), copy);
    EXPECT_THROW(platform::backup(directory / "nothing.db", copy), StoreFailure);
    EXPECT_TRUE(platform::check_backup(copy).has_value());
}

TEST(Backup, ThatIsDamagedIsNotRestored) {
    SqliteUnderTest subject;
    ASSERT_TRUE(subject.store()
                    .write([](Tx& tx) -> Result<int> {
                        for (int id = 1; id <= 2'000; ++id) {
                            insert_item(tx, id);
                        }
                        return 0;
                    })
                    .has_value());
    const auto copy = subject.path().parent_path() / "copy.db";
    platform::backup(subject.path(), copy);
    {
        std::fstream file(copy, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(20 * 4'096);
        file << std::string(4'096, '\x77');
    }
    const auto target = subject.path().parent_path() / "restored.db";
    const auto refused = platform::restore(copy, target);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, ErrorCode::validation_failed);
    EXPECT_FALSE(std::filesystem::exists(target));
}

TEST(Backup, IsNeverPutOverAStore) {
    SqliteUnderTest subject;
    const auto copy = subject.path().parent_path() / "copy.db";
    platform::backup(subject.path(), copy);
    EXPECT_THROW((void)platform::restore(copy, subject.path()), StoreFailure) << "it is serving";
    subject.close();
    const auto refused = platform::restore(copy, subject.path());
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, ErrorCode::already_exists);
}

} // namespace
} // namespace route9::tests
