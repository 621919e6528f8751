// SPDX-License-Identifier: Apache-2.0
// What a failing disk, a lost transaction or a damaged file does to the units of a SQLite store:
// nobody is told "done" for what is not durable, and the store recovers by itself where it can.
#include "core/limits.hpp"
#include "faulty_vfs.hpp"
#include "platform/write_signals.hpp"
#include "sqlite_under_test.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <thread>
#include <vector>

namespace route9::tests {
namespace {

using platform::StoreState;

constexpr Statement kSpringTrap{"test.trap", "INSERT INTO trap (id) VALUES (1)"};

std::vector<ErrorCode> codes_of(std::vector<std::future<Result<int>>>& answers) {
    std::vector<ErrorCode> codes;
    for (auto& answer : answers) {
        const auto result = answer.get();
        EXPECT_FALSE(result.has_value());
        codes.push_back(result.has_value() ? ErrorCode::internal : result.error().code);
    }
    return codes;
}

/// Units with ids 1..count that wait for one group.
std::vector<std::future<Result<int>>> queue_items(platform::Store& store, int count) {
    std::vector<std::future<Result<int>>> answers;
    for (int id = 1; id <= count; ++id) {
        answers.push_back(write_later(store, [id](Tx& tx) { return insert_item(tx, id); }));
    }
    return answers;
}

/// Waits for a state that the writer reaches by itself; polls, because that is what operators do.
bool reaches(const platform::Store& store, StoreState state) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{10};
    while (store.state() != state && std::chrono::steady_clock::now() < deadline) {
        std::this_thread::yield();
    }
    return store.state() == state;
}

TEST(SqliteFaults, ALostTransactionAcknowledgesNobodyAndRunsTheUnitsAgainAlone) {
    SqliteUnderTest subject;
    auto& store = subject.store();
    HeldWriter held(store);
    auto before = write_later(store, [](Tx& tx) { return insert_item(tx, 1); });
    auto trap = write_later(store, [](Tx& tx) -> Result<int> {
        put_item(tx, 2);
        tx.execute(kSpringTrap);
        return 0;
    });
    auto after = write_later(store, [](Tx& tx) { return insert_item(tx, 3); });
    held.release();
    EXPECT_TRUE(before.get().has_value());
    EXPECT_EQ(trap.get().error().code, ErrorCode::conflict);
    EXPECT_TRUE(after.get().has_value());
    EXPECT_EQ(store.counters().write_groups_lost, 2U) << "once together, once alone";
    EXPECT_EQ(store.counters().write_units_repeated, 2U) << "the third had not run yet";
    subject.reopen();
    EXPECT_TRUE(has_item(subject.store(), 1));
    EXPECT_FALSE(has_item(subject.store(), 2));
    EXPECT_TRUE(has_item(subject.store(), 3));
}

TEST(SqliteFaults, NothingRunsAfterTheTransactionIsGone) {
    SqliteUnderTest subject;
    const auto answer = subject.store().write([](Tx& tx) -> Result<int> {
        try {
            tx.execute(kSpringTrap);
        } catch (const StoreFailure&) {
            put_item(tx, 2); // would be durable alone
        }
        return 0;
    });
    EXPECT_EQ(answer.error().code, ErrorCode::overloaded);
    EXPECT_EQ(count_items(subject.store()), 0);
}

TEST(SqliteFaults, AUnitThatHidesALostTransactionIsNotAcknowledged) {
    SqliteUnderTest subject;
    const auto answer = subject.store().write([](Tx& tx) -> Result<int> {
        put_item(tx, 1);
        try {
            tx.execute(kSpringTrap);
        } catch (const StoreFailure&) {
            return 0;
        }
        return 0;
    });
    EXPECT_EQ(answer.error().code, ErrorCode::overloaded);
    EXPECT_EQ(count_items(subject.store()), 0);
}

/// No file of this process grows beyond `bytes` until it is lifted.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{.rlim_cur = bytes, .rlim_max = before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;
    ~FileSizeLimit() { lift(); }

    void lift() const { ::setrlimit(RLIMIT_FSIZE, &before_); }

private:
    rlimit before_{};
};

TEST(SqliteFaults, ALimitOfTheFileSizeIsAFullDisk) {
    platform::ignore_write_signals();
    SqliteUnderTest subject;
    auto& store = subject.store();
    const std::filesystem::path log = subject.path().string() + "-wal";
    constexpr std::uintmax_t kRoom = 64 * 1'024;
    const FileSizeLimit limit{
        std::max(file_size(subject.path()), std::filesystem::file_size(log)) + kRoom
    };
    // Larger than the room between checkpoints: the log grows beyond it, or the database does.
    static constexpr Statement kLarge{
        "test.large", "INSERT INTO item (id, data) VALUES ($1, zeroblob(40000))"
    };
    int kept = 0;
    const auto insert_large = [&kept](Tx& tx) -> Result<int> {
        tx.execute(kLarge, kept + 1);
        return 0;
    };
    auto answer = store.write(insert_large);
    while (answer && ++kept < 1'000) {
        answer = store.write(insert_large);
    }
    ASSERT_FALSE(answer.has_value()) << "the limit was never met";
    EXPECT_EQ(answer.error().code, ErrorCode::read_only);
    EXPECT_TRUE(reaches(store, StoreState::read_only));
    EXPECT_EQ(count_items(store), kept) << "it still reads";

    limit.lift();
    EXPECT_TRUE(reaches(store, StoreState::serving));
    EXPECT_TRUE(store.write([](Tx& tx) { return insert_item(tx, 2'000); }).has_value());
    subject.reopen();
    EXPECT_EQ(count_items(subject.store()), kept + 1);
}

struct DiskCase {
    const char* what;
    std::atomic<int> DiskFaults::* fault;
    int code;
    ErrorCode expected;
};

TEST(SqliteFaults, AFailedCommitFailsEveryUnitAndTheStoreRecoversByItself) {
    const DiskCase cases[] = {
        {"a full disk", &DiskFaults::write_code, SQLITE_FULL, ErrorCode::read_only},
        {"a failing write", &DiskFaults::write_code, SQLITE_IOERR_WRITE, ErrorCode::outcome_unknown
        },
        {"a failing fsync", &DiskFaults::sync_code, SQLITE_IOERR_FSYNC, ErrorCode::outcome_unknown},
    };
    for (const DiskCase& c : cases) {
        DiskFaults& disk = faulty_disk();
        SqliteUnderTest subject(kFaultyVfs);
        auto& store = subject.store();
        HeldWriter held(store);
        auto group = queue_items(store, 3);
        disk.*c.fault = c.code;
        held.release();
        EXPECT_EQ(codes_of(group), std::vector<ErrorCode>(3, c.expected)) << c.what;
        EXPECT_TRUE(reaches(store, StoreState::read_only)) << c.what;

        const auto refused = store.write([](Tx& tx) { return insert_item(tx, 4); });
        EXPECT_EQ(refused.error().code, ErrorCode::read_only) << c.what;
        EXPECT_EQ(count_items(store), 0) << "it still reads after " << c.what;

        disk.heal();
        EXPECT_TRUE(reaches(store, StoreState::serving)) << c.what;
        EXPECT_TRUE(store.write([](Tx& tx) { return insert_item(tx, 5); }).has_value()) << c.what;
        subject.reopen();
        EXPECT_EQ(count_items(subject.store()), 1) << c.what;
        EXPECT_TRUE(has_item(subject.store(), 5)) << c.what;
    }
}

TEST(SqliteFaults, AStoreThatCannotEmptyItsLogTakesNothingMoreIntoIt) {
    DiskFaults& disk = faulty_disk();
    SqliteUnderTest subject(kFaultyVfs);
    auto& store = subject.store();
    disk.database_write_code = SQLITE_FULL;
    int kept = 0;
    while (kept < 10'000 && store.write([&](Tx& tx) { return insert_item(tx, kept + 1); })) {
        ++kept;
    }
    ASSERT_LT(kept, 10'000) << "no checkpoint ever failed";
    const int attempts = disk.failures;
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{10};
    while (disk.failures < attempts + 3 && std::chrono::steady_clock::now() < deadline) {
        const auto refused = store.write([&](Tx& tx) { return insert_item(tx, kept + 1); });
        ASSERT_FALSE(refused.has_value()) << "taken although nothing has changed";
        EXPECT_EQ(refused.error().code, ErrorCode::read_only);
    }
    EXPECT_GE(disk.failures, attempts + 3) << "it has not tried to empty its log";
    EXPECT_EQ(count_items(store), kept) << "it still reads";

    disk.heal();
    EXPECT_TRUE(reaches(store, StoreState::serving));
    EXPECT_LE(store.counters().wal_pages, 1U) << "emptied, but for the commit that proved it";
    EXPECT_TRUE(store.write([&](Tx& tx) { return insert_item(tx, kept + 1); }).has_value());
    subject.reopen();
    EXPECT_EQ(count_items(subject.store()), kept + 1);
}

TEST(SqliteFaults, AUnitThatFindsNoRoomFailsAloneAndItsNeighboursAreDurable) {
    static constexpr Statement kPages{"test.pages", "PRAGMA page_count"};
    static constexpr Statement kLimit{"test.limit", "PRAGMA max_page_count = 400"};
    static constexpr Statement kBig{
        "test.big", "INSERT INTO item (id, data) VALUES (2, zeroblob(4000000))"
    };
    SqliteUnderTest subject;
    auto& store = subject.store();
    HeldWriter held(store);
    auto limit = write_later(store, [](Tx& tx) -> Result<std::int64_t> {
        scalar(tx, kLimit);
        return scalar(tx, kPages);
    });
    auto before = write_later(store, [](Tx& tx) { return insert_item(tx, 1); });
    auto big = write_later(store, [](Tx& tx) -> Result<int> {
        tx.execute(kBig);
        return 0;
    });
    auto after = write_later(store, [](Tx& tx) { return insert_item(tx, 3); });
    held.release();
    EXPECT_LT(limit.get().value(), 400);
    EXPECT_TRUE(before.get().has_value());
    EXPECT_EQ(big.get().error().code, ErrorCode::read_only);
    EXPECT_TRUE(after.get().has_value());
    EXPECT_EQ(store.state(), StoreState::serving);
    subject.reopen();
    EXPECT_TRUE(has_item(subject.store(), 1));
    EXPECT_FALSE(has_item(subject.store(), 2));
    EXPECT_TRUE(has_item(subject.store(), 3));
}

TEST(SqliteFaults, ADamagedPageStopsTheStore) {
    static constexpr Statement kSum{"test.sum", "SELECT SUM(length(name)) FROM item NOT INDEXED"};
    static constexpr Statement kLeaf{
        "test.leaf", "SELECT MAX(pageno) FROM dbstat WHERE name = 'item' AND pagetype = 'leaf'"
    };
    SqliteUnderTest subject;
    ASSERT_TRUE(subject.store()
                    .write([](Tx& tx) -> Result<int> {
                        for (int id = 1; id <= 2'000; ++id) {
                            put_item(tx, id);
                        }
                        return 0;
                    })
                    .has_value());
    const std::int64_t leaf =
        subject.store().read(
                           [](Tx& tx) -> Result<std::int64_t> { return scalar(tx, kLeaf); }
        ).value();
    subject.close(); // the log is now empty: every page is in the file
    {
        constexpr std::streamoff kPage = 4'096;
        std::fstream file(subject.path(), std::ios::in | std::ios::out | std::ios::binary);
        const std::string garbage(static_cast<std::size_t>(kPage), '\x77');
        file.seekp((leaf - 1) * kPage);
        file.write(garbage.data(), kPage);
    }
    subject.reopen();
    auto& store = subject.store();
    const auto sum = store.read([](Tx& tx) -> Result<std::int64_t> { return scalar(tx, kSum); });
    EXPECT_EQ(sum.error().code, ErrorCode::internal);
    EXPECT_EQ(store.state(), StoreState::damaged);
    const auto write = store.write([](Tx& tx) { return insert_item(tx, 9'999); });
    EXPECT_EQ(write.error().code, ErrorCode::internal);
}

TEST(SqliteFaults, AFileThatIsNoStoreIsRefused) {
    const TemporaryDirectory directory;
    const auto path = directory.path() / "letter.txt";
    std::ofstream(path) << std::string(10'000, 'a');
    try {
        const platform::SqliteStore store({.path = path});
        FAIL() << "it opened";
    } catch (const StoreFailure& failure) {
        EXPECT_EQ(failure.fault(), StoreFault::damaged);
    }
}

TEST(SqliteFaults, EveryFaultIsReported) {
    SqliteUnderTest subject;
    subject.close();
    auto options = subject.options();
    std::mutex mutex;
    std::vector<std::pair<StoreFault, std::string>> reported;
    options.on_failure = [&](StoreFault fault, std::string_view what) {
        const std::lock_guard lock(mutex);
        reported.emplace_back(fault, what);
    };
    {
        platform::SqliteStore store(options);
        EXPECT_TRUE(store.write([](Tx& tx) { return insert_item(tx, 1); }).has_value());
        EXPECT_FALSE(store.write([](Tx& tx) { return insert_item(tx, 1); }).has_value());
    }
    ASSERT_EQ(reported.size(), 1U);
    EXPECT_EQ(reported[0].first, StoreFault::constraint);
    EXPECT_TRUE(reported[0].second.starts_with("test.insert_item: ")) << reported[0].second;
}

} // namespace
} // namespace route9::tests
