// SPDX-License-Identifier: Apache-2.0
// What is particular to the SQLite engine: its settings, its lock, its groups and checkpoints, and
// what a killed process leaves behind.
#include "core/journal.hpp"
#include "core/limits.hpp"
#include "platform/sqlite_store.hpp"
#include "sqlite_under_test.hpp"
#include "tests/stored_bytes.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace route9::tests {
namespace {

using platform::Lane;

struct Setting {
    Statement statement;
    std::int64_t writer = 0;
    std::int64_t reader = 0;
};

constexpr Setting kSettings[] = {
    {{"synchronous", "PRAGMA synchronous"}, 2, 2},
    {{"foreign_keys", "PRAGMA foreign_keys"}, 1, 1},
    {{"temp_store", "PRAGMA temp_store"}, 2, 2},
    {{"wal_autocheckpoint", "PRAGMA wal_autocheckpoint"}, 0, 0},
    {{"trusted_schema", "PRAGMA trusted_schema"}, 0, 0},
    {{"query_only", "PRAGMA query_only"}, 0, 1},
    {{"busy_timeout", "PRAGMA busy_timeout"}, 5'000, 5'000},
    {{"mmap_size", "PRAGMA mmap_size"}, 0, 0},
    {{"cell_size", "SELECT COUNT(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'"}, 1, 1},
};

TEST(SqliteStore, ServesWithTheSettingsItPromises) {
    SqliteUnderTest subject;
    for (const Setting& setting : kSettings) {
        const auto value = [&](Tx& tx) -> Result<std::int64_t> {
            return scalar(tx, setting.statement);
        };
        EXPECT_EQ(subject.store().write(value), setting.writer) << setting.statement.name;
        EXPECT_EQ(subject.store().read(value), setting.reader) << setting.statement.name;
    }
}

TEST(SqliteStore, LeavesNoBytesOfWhatItDeletes) {
    static constexpr Statement kDelete{"test.delete", "DELETE FROM item WHERE id = 4711"};
    SqliteUnderTest subject;
    const auto is_in_file = [&subject] {
        subject.reopen(); // what is in the log comes into the file
        return !found_in(stored_bytes(subject.path()), {"item 4711"}).empty();
    };
    ASSERT_TRUE(subject.store().write([](Tx& tx) { return insert_item(tx, 4711); }));
    EXPECT_TRUE(is_in_file());
    ASSERT_TRUE(subject.store().write([](Tx& tx) -> Result<std::int64_t> {
        return tx.execute(kDelete);
    }));
    EXPECT_FALSE(is_in_file());
}

TEST(SqliteStore, RefusesTextInDoubleQuotes) {
    static constexpr Statement kTypo{"test.typo", "SELECT \"nmae\" FROM item"};
    SqliteUnderTest subject;
    const auto answer =
        subject.store().read([](Tx& tx) -> Result<std::int64_t> { return scalar(tx, kTypo); });
    EXPECT_EQ(answer.error().code, ErrorCode::internal);
}

TEST(SqliteStore, RefusesOrRollbackAndStatementsThatAreNotConstants) {
    static constexpr Statement kRollback{
        "test.or_rollback", "insert or rollback into item (id) values (1)"
    };
    SqliteUnderTest subject;
    const auto rollback = subject.store().write([](Tx& tx) -> Result<int> {
        tx.execute(kRollback);
        return 0;
    });
    EXPECT_EQ(rollback.error().code, ErrorCode::internal);
    EXPECT_EQ(subject.store().counters().write_groups_lost, 0U);

    const std::array<Statement, 2> texts{
        Statement{"test.one", "SELECT 1"}, Statement{"test.two", "SELECT 2"}
    };
    Statement changing = texts[0];
    const auto run = [&](Tx& tx) -> Result<std::int64_t> { return scalar(tx, changing); };
    EXPECT_EQ(subject.store().write(run), 1);
    changing = texts[1];
    EXPECT_EQ(subject.store().write(run).error().code, ErrorCode::internal);
}

TEST(SqliteStore, KeepsItsFilesPrivate) {
    SqliteUnderTest subject;
    ASSERT_TRUE(subject.store().write([](Tx& tx) { return insert_item(tx, 1); }).has_value());
    constexpr auto kOthers = std::filesystem::perms::group_all | std::filesystem::perms::others_all;
    for (const auto& file : std::filesystem::directory_iterator(subject.path().parent_path())) {
        const auto mode = std::filesystem::status(file).permissions();
        EXPECT_EQ(mode & kOthers, std::filesystem::perms::none) << file.path();
    }
}

TEST(SqliteStore, RefusesASecondOwner) {
    SqliteUnderTest subject;
    try {
        const platform::SqliteStore second(subject.options());
        FAIL() << "it opened";
    } catch (const StoreFailure& failure) {
        EXPECT_EQ(failure.fault(), StoreFault::unavailable);
        EXPECT_NE(std::string_view{failure.what()}.find("another route9"), std::string_view::npos);
    }
    subject.close();
    const platform::SqliteStore next(subject.options());
    EXPECT_EQ(next.state(), platform::StoreState::serving);
}

struct LaneCount {
    int foreground = 0;
    int background = 0;
};
using GroupCounts = std::map<std::uint64_t, LaneCount>;

/// 600 units of the background and then 1,000 callers, all waiting before the first runs. Which
/// groups they ran in, told by the number of groups committed before.
void run_both_lanes(platform::Store& store, GroupCounts& groups, std::chrono::microseconds each) {
    const auto counting = [&store, &groups, each](int LaneCount::* lane) {
        return [&store, &groups, each, lane](Tx&) -> Result<int> {
            const auto until = std::chrono::steady_clock::now() + each;
            while (std::chrono::steady_clock::now() < until) {}
            return ++(groups[store.counters().write_groups].*lane); // on the writer thread
        };
    };
    std::vector<std::future<Result<int>>> answers;
    answers.reserve(1'600);
    HeldWriter held(store);
    for (int i = 0; i < 600; ++i) {
        answers.push_back(write_later(store, counting(&LaneCount::background), Lane::background));
    }
    for (int i = 0; i < 1'000; ++i) {
        answers.push_back(write_later(store, counting(&LaneCount::foreground)));
    }
    held.release();
    for (auto& answer : answers) {
        ASSERT_TRUE(answer.get().has_value());
    }
}

void expect_shares(const GroupCounts& groups) {
    int total = 0;
    for (const auto& [group, count] : groups) {
        total += count.foreground + count.background;
        EXPECT_LE(count.background, static_cast<int>(limits::write_group_units_max / 4));
        if (count.foreground > 0) { // one for 32 callers, and what a small group left over
            EXPECT_LE(count.background, (count.foreground / 32) + 1) << group;
        }
    }
    EXPECT_EQ(total, 1'600);
    EXPECT_GT(groups.begin()->second.background, 0) << "it must not starve either";
}

TEST(SqliteStore, ServesWaitingCallersFirstButNeverStarvesTheBackground) {
    SqliteUnderTest subject;
    GroupCounts groups;
    run_both_lanes(subject.store(), groups, std::chrono::microseconds{0});
    expect_shares(groups);
    EXPECT_GE(static_cast<int>(groups.size()), 5) << "600 alone go 128 at a time";
}

TEST(SqliteStore, KeepsTheLanesSharesInAGroupThatRunsOutOfTime) {
    SqliteUnderTest subject;
    GroupCounts groups;
    run_both_lanes(subject.store(), groups, std::chrono::microseconds{50});
    expect_shares(groups);
    EXPECT_GE(groups.size(), 15U) << "callers' groups have 5 ms, 10 of them; the rest go by 128";
}

Result<int> spin(std::chrono::milliseconds time) {
    const auto until = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < until) {}
    return 0;
}

struct SharedCommit {
    std::string order{}; // of the writer thread
    std::vector<std::uint64_t> groups{};
};

/// Three units of the background of 6 ms each; a caller comes while the second runs.
SharedCommit run_until_a_caller_comes(platform::Store& store) {
    SharedCommit seen;
    std::future<Result<int>> caller;
    const auto ran = [&](char name) {
        seen.order += name;
        seen.groups.push_back(store.counters().write_groups);
    };
    const auto alone = [&](char name) {
        return [&, name](Tx&) {
            ran(name);
            if (name == '2') {
                caller = write_later(store, [&](Tx&) -> Result<int> {
                    ran('c');
                    return 0;
                });
            }
            return spin(std::chrono::milliseconds{6});
        };
    };
    std::vector<std::future<Result<int>>> answers;
    HeldWriter held(store);
    for (const char name : {'1', '2', '3'}) {
        answers.push_back(write_later(store, alone(name), Lane::background));
    }
    held.release();
    for (auto& answer : answers) {
        EXPECT_TRUE(answer.get().has_value());
    }
    EXPECT_TRUE(caller.get().has_value());
    return seen;
}

TEST(SqliteStore, LetsTheBackgroundShareACommitUntilACallerComes) {
    SqliteUnderTest subject;
    bool is_shared = false; // on a busy machine the time may be over after the first
    for (int tries = 0; tries < 50 && !is_shared; ++tries) {
        const SharedCommit seen = run_until_a_caller_comes(subject.store());
        ASSERT_EQ(seen.order, "12c3");
        EXPECT_LT(seen.groups[1], seen.groups[2]);
        is_shared = seen.groups[0] == seen.groups[1]; // longer than 5 ms, and nobody waited
    }
    EXPECT_TRUE(is_shared);
}

TEST(SqliteStore, CommitsWhatQueuedTogetherAsOneGroup) {
    SqliteUnderTest subject;
    auto& store = subject.store();
    std::vector<std::future<Result<int>>> answers;
    HeldWriter held(store);
    const auto groups_before = store.counters().write_groups.load();
    for (int id = 1; id <= 300; ++id) {
        answers.push_back(write_later(store, [id](Tx& tx) { return insert_item(tx, id); }));
    }
    held.release();
    for (auto& answer : answers) {
        ASSERT_TRUE(answer.get().has_value());
    }
    // One for the unit that held the writer; slow machines may cut the group by its time.
    EXPECT_LE(store.counters().write_groups - groups_before, 1U + 60U);
    EXPECT_GE(store.counters().write_units, 301U);
}

std::uintmax_t size_of(const std::filesystem::path& path) {
    std::error_code missing;
    const auto size = std::filesystem::file_size(path, missing);
    return missing ? 0 : size;
}

TEST(SqliteStore, KeepsTheLogShortByItself) {
    static constexpr Statement kBlob{
        "test.blob", "INSERT INTO item (id, data) VALUES ($1, zeroblob(400000))"
    };
    SqliteUnderTest subject;
    auto& store = subject.store();
    for (int id = 1; id <= 60; ++id) { // about 6,000 pages
        ASSERT_TRUE(store
                        .write([id](Tx& tx) -> Result<int> {
                            tx.execute(kBlob, id);
                            return 0;
                        })
                        .has_value());
    }
    EXPECT_GE(store.counters().checkpoints, 1U);
    EXPECT_LE(store.counters().wal_pages, 4'200U);
    EXPECT_LE(size_of(subject.path().string() + "-wal"), 4'200U * 4'200U);
    EXPECT_EQ(count_items(store), 60);
    store.stop();
    EXPECT_EQ(size_of(subject.path().string() + "-wal"), 0U) << "an orderly stop empties the log";
}

TEST(SqliteStore, AReaderThatStaysDoesNotStopTheWriter) {
    static constexpr Statement kBlob{
        "test.blob_under_reader", "INSERT INTO item (id, data) VALUES ($1, zeroblob(400000))"
    };
    SqliteUnderTest subject;
    auto& store = subject.store();
    const auto seen = store.read([&](Tx& tx) -> Result<std::int64_t> {
        scalar(tx, kCountItems); // the snapshot begins
        for (int id = 1; id <= 30; ++id) {
            EXPECT_TRUE(store
                            .write([id](Tx& inner) -> Result<int> {
                                inner.execute(kBlob, id);
                                return 0;
                            })
                            .has_value());
        }
        return scalar(tx, kCountItems);
    });
    EXPECT_EQ(seen, 0);
    EXPECT_GE(store.counters().checkpoints_busy, 1U);
    EXPECT_EQ(count_items(store), 30);
}

TEST(SqliteStore, ReadsTheJournalByItsIndexes) {
    static constexpr Statement kPlans[] = {
        {"tenant",
         "EXPLAIN QUERY PLAN SELECT data FROM journal WHERE position > 5 AND tenant_id = 'a' "
         "ORDER BY position LIMIT 9"},
        {"seller",
         "EXPLAIN QUERY PLAN SELECT data FROM journal WHERE position > 5 AND tenant_id = 'a' "
         "AND seller_id = 's' ORDER BY position LIMIT 9"},
        {"carrier",
         "EXPLAIN QUERY PLAN SELECT data FROM journal WHERE position > 5 AND tenant_id = 'a' "
         "AND carrier_id = 'c' ORDER BY position LIMIT 9"},
    };
    SqliteUnderTest subject;
    for (const Statement& plan : kPlans) {
        const auto steps = subject.store().read([&](Tx& tx) -> Result<std::string> {
            std::string all;
            Rows rows = tx.query(plan);
            while (rows.next()) {
                all += rows.row().get<std::string>(3) + "\n";
            }
            return all;
        });
        const std::string index = "INDEX journal_by_" + std::string{plan.name};
        EXPECT_NE(steps->find(index), std::string::npos) << *steps;
        EXPECT_NE(steps->find("rowid>?"), std::string::npos) << *steps;
        EXPECT_EQ(steps->find("TEMP B-TREE"), std::string::npos) << *steps;
    }
}

/// Starts the crash writer and reads what it was told is durable, until enough; then kills it.
std::vector<std::int64_t> acknowledged_before_kill(const std::filesystem::path& path) {
    std::array<int, 2> pipe{};
    EXPECT_EQ(::pipe(pipe.data()), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(pipe[1], STDOUT_FILENO);
        ::close(pipe[0]);
        ::execl(ROUTE9_CRASH_WRITER, ROUTE9_CRASH_WRITER, path.c_str(), nullptr);
        ::_exit(127);
    }
    ::close(pipe[1]);
    std::vector<std::int64_t> acknowledged;
    FILE* lines = ::fdopen(pipe[0], "r");
    long long id = 0;
    while (std::fscanf(lines, "%lld", &id) == 1) {
        acknowledged.push_back(id);
        if (acknowledged.size() == 500) {
            ::kill(child, SIGKILL); // whatever is still in the pipe was acknowledged, too
        }
    }
    std::fclose(lines);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << status;
    return acknowledged;
}

TEST(SqliteStore, KeepsEveryAcknowledgedUnitWhenTheProcessIsKilled) {
    SqliteUnderTest subject;
    subject.close();
    const auto acknowledged = acknowledged_before_kill(subject.path());
    ASSERT_GE(acknowledged.size(), 500U);
    subject.reopen();
    const auto events = subject.store().read([](Tx& tx) -> Result<std::vector<JournalEntry>> {
        return journal::read(tx, {TenantId{"ten_a"}, {}, {}}, 0, 1'000'000);
    });
    ASSERT_TRUE(events.has_value());
    for (std::size_t i = 0; i < events->size(); ++i) {
        ASSERT_EQ((*events)[i].position, static_cast<std::int64_t>(i) + 1);
        ASSERT_TRUE(has_item(subject.store(), (*events)[i].event.sequence));
    }
    EXPECT_EQ(count_items(subject.store()), static_cast<std::int64_t>(events->size()));
    for (const std::int64_t id : acknowledged) {
        ASSERT_TRUE(has_item(subject.store(), id)) << id;
    }
}

} // namespace
} // namespace route9::tests
