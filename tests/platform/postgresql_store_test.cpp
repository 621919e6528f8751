// SPDX-License-Identifier: Apache-2.0
// What is particular to the PostgreSQL engine: units side by side, commits nobody confirms, and
// servers and connections that go away.
#include "core/limits.hpp"
#include "eventually.hpp"
#include "postgresql_under_test.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <string>
#include <thread>
#include <vector>

namespace route9::tests {
namespace {

using platform::Lane;
using platform::StoreState;

constexpr Statement kAmount{"test.amount", "SELECT amount FROM item WHERE id = 1"};
constexpr Statement kSetAmount{"test.set_amount", "UPDATE item SET amount = $1 WHERE id = 1"};
constexpr Statement kOwnProcess{
    "test.own_process", "SELECT CAST(pg_backend_pid() AS bigint) FROM item LIMIT 1"
};

/// Reads, then writes what it made of that: lost updates show in the sum.
Result<int> add_one(Tx& tx) {
    const std::int64_t amount = scalar(tx, kAmount);
    tx.execute(kSetAmount, amount + 1);
    return 0;
}

TEST(PostgresqlStore, UnitsSideBySideComeToTheSameAsOneAfterAnother) {
    constexpr int kThreads = 8;
    constexpr int kUnits = 40;
    PostgresqlUnderTest subject(8);
    auto& store = subject.store();
    ASSERT_TRUE(store.write([](Tx& tx) { return insert_item(tx, 1); }).has_value()); // amount 10
    std::atomic<int> failed{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < kUnits; ++i) {
                failed += store.write(add_one).has_value() ? 0 : 1;
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(failed, 0);
    EXPECT_EQ(subject.run("SELECT amount FROM item"), std::to_string(10 + kThreads * kUnits));
    EXPECT_GT(store.counters().write_units_repeated, 0U) << "they did disturb each other";
}

TEST(PostgresqlStore, BackgroundUnitsHaveAtMostAQuarterOfTheThreads) {
    PostgresqlUnderTest subject(8);
    std::atomic<int> running{0};
    std::atomic<int> most{0};
    std::promise<void> leave;
    const std::shared_future<void> may_leave = leave.get_future().share();
    std::vector<std::future<Result<int>>> answers;
    answers.reserve(20);
    for (int i = 0; i < 20; ++i) {
        answers.push_back(write_later(
            subject.store(),
            [&, may_leave](Tx&) -> Result<int> {
                most = std::max(most.load(), ++running);
                may_leave.wait();
                --running;
                return 0;
            },
            Lane::background
        ));
    }
    ASSERT_TRUE(eventually([&] { return running == 2; }));
    EXPECT_TRUE(subject.store().write([](Tx& tx) { return insert_item(tx, 1); }).has_value())
        << "there is room for callers who wait";
    leave.set_value();
    for (auto& answer : answers) {
        EXPECT_TRUE(answer.get().has_value());
    }
    EXPECT_LE(most, 2);
}

TEST(PostgresqlStore, AUnitWhoseConnectionIsLostRunsAgainOnAnotherOne) {
    PostgresqlUnderTest subject(1);
    ASSERT_TRUE(subject.store().write([](Tx& tx) { return insert_item(tx, 1); }).has_value());
    std::atomic<int> runs{0};
    const auto answer = subject.store().write([&](Tx& tx) -> Result<int> {
        const std::int64_t process = scalar(tx, kOwnProcess);
        tx.execute(kSetAmount, 77);
        if (++runs == 1) {
            subject.run("SELECT pg_terminate_backend(" + std::to_string(process) + ", 5000)");
        }
        put_item(tx, 2);
        return 0;
    });
    EXPECT_TRUE(answer.has_value());
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(subject.run("SELECT SUM(amount) FROM item"), "97");
    EXPECT_EQ(subject.store().counters().connections_lost, 1U);
}

/// COMMITs wait for a standby that does not exist while one of these lives.
class LostStandby {
public:
    explicit LostStandby(const PostgresqlUnderTest& subject) : subject_(subject) {
        set("'nobody'");
    }
    ~LostStandby() { set("''"); }
    LostStandby(const LostStandby&) = delete;
    LostStandby& operator=(const LostStandby&) = delete;

    bool is_waited_for() const {
        return eventually([this] { return subject_.run(kWaiting) == "1"; });
    }
    void interrupt(const std::string& how) const {
        subject_.run("SELECT " + how + "(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
    }

private:
    static constexpr const char* kWaiting =
        "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'";

    void set(const std::string& names) const {
        subject_.run("ALTER SYSTEM SET synchronous_standby_names = " + names);
        subject_.run("SELECT pg_reload_conf()");
        const std::string shown = names.substr(1, names.size() - 2);
        EXPECT_TRUE(eventually([&] {
            return subject_.run("SHOW synchronous_standby_names") == shown;
        }));
    }

    const PostgresqlUnderTest& subject_;
};

TEST(PostgresqlStore, ACommitNobodyConfirmsIsAnUnknownOutcomeAndNeverSuccess) {
    for (const char* how : {"pg_cancel_backend", "pg_terminate_backend"}) {
        PostgresqlUnderTest subject(1);
        {
            const LostStandby standby(subject);
            auto answer = write_later(subject.store(), [](Tx& tx) { return insert_item(tx, 1); });
            ASSERT_TRUE(standby.is_waited_for()) << how;
            standby.interrupt(how);
            EXPECT_EQ(answer.get().error().code, ErrorCode::outcome_unknown) << how;
        }
        EXPECT_EQ(subject.store().counters().commits_unknown, 1U) << how;
        EXPECT_TRUE(has_item(subject.store(), 1)) << "here it happened, which nobody could tell";
        EXPECT_TRUE(subject.store().write([](Tx& tx) { return insert_item(tx, 2); }).has_value())
            << how;
        EXPECT_EQ(subject.store().counters().connections_lost, 1U) << how;
    }
}

TEST(PostgresqlStore, RefusesWithoutAServerAndServesAgainWhenItIsBack) {
    PostgresqlUnderTest subject;
    auto& store = subject.store();
    ASSERT_TRUE(store.write([](Tx& tx) { return insert_item(tx, 1); }).has_value());
    auto& cluster = PostgresqlCluster::of_this_program();
    cluster.crash();
    const auto refused = store.write([](Tx& tx) { return insert_item(tx, 2); });
    EXPECT_FALSE(refused.has_value());
    EXPECT_TRUE(eventually([&] { return store.state() == StoreState::read_only; }));
    EXPECT_EQ(
        store.write([](Tx& tx) { return insert_item(tx, 2); }).error().code, ErrorCode::read_only
    );
    cluster.start();
    EXPECT_TRUE(eventually([&] { return store.state() == StoreState::serving; }));
    EXPECT_TRUE(store.write([](Tx& tx) { return insert_item(tx, 3); }).has_value());
    EXPECT_TRUE(eventually([&] {
        const auto found =
            store.read([](Tx& tx) -> Result<std::int64_t> { return scalar(tx, kCountItems); });
        return found == 2;
    }));
}

// The server says what it says when its disk is full (53100), also to the probe.
TEST(PostgresqlStore, IsReadOnlyWhileTheServerHasNoRoomAndServesAgainWhenItHas) {
    PostgresqlUnderTest subject;
    auto& store = subject.store();
    ASSERT_TRUE(store.write([](Tx& tx) { return insert_item(tx, 1); }).has_value());
    subject.run("CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS "
                "'BEGIN RAISE EXCEPTION USING ERRCODE = ''disk_full''; END'");
    subject.run(
        "CREATE TRIGGER no_room BEFORE UPDATE ON schema_migration EXECUTE FUNCTION no_room()"
    );
    subject.run("CREATE TRIGGER no_room BEFORE INSERT ON item EXECUTE FUNCTION no_room()");
    const auto write = [&store](std::int64_t id) {
        return store.write([id](Tx& tx) { return insert_item(tx, id); });
    };
    EXPECT_EQ(write(2).error().code, ErrorCode::read_only);
    EXPECT_EQ(store.state(), StoreState::read_only);
    EXPECT_EQ(write(2).error().code, ErrorCode::read_only);
    EXPECT_EQ(count_items(store), 1);
    subject.run("DROP TRIGGER no_room ON item");
    subject.run("DROP TRIGGER no_room ON schema_migration");
    EXPECT_TRUE(eventually([&] { return store.state() == StoreState::serving; }));
    EXPECT_TRUE(write(2).has_value());
}

TEST(PostgresqlStore, AnnouncesFeedsToOtherProcessesOnly) {
    static constexpr std::string_view kFeed = "manifests/qt/lao-express";
    const PostgresqlUnderTest subject;
    std::atomic<int> heard_here{0};
    std::atomic<int> heard_there{0};
    platform::PostgresqlOptions here = subject.options();
    here.on_announcement = [&](std::string_view) { ++heard_here; };
    platform::PostgresqlOptions there = subject.options();
    there.on_announcement = [&](std::string_view feed) { heard_there += feed == kFeed ? 1 : 0; };
    platform::PostgresqlStore first(here);
    const platform::PostgresqlStore second(there);
    EXPECT_TRUE(eventually([&] {
        first.announce(kFeed); // the other one may not listen yet: announcements may be lost
        return heard_there > 0;
    }));
    EXPECT_EQ(heard_here, 0);
}

TEST(PostgresqlStore, AWrongAddressIsRefusedWithoutItsPassword) {
    for (const char* url :
         {"postgresql://route9:s%zzcret@db/route9",
          "postgres:/x",
          "postgresql://[::1/route9:secret",
          "postgresql://u:secret@db/route9?nonsense=1"}) {
        const auto parsed = platform::PostgresqlUrl::parse(url);
        ASSERT_FALSE(parsed.has_value()) << url;
        const FieldError& problem = parsed.error().fields.at(0);
        EXPECT_EQ(problem.pointer, "--store");
        EXPECT_EQ(problem.message.find("cret"), std::string::npos);
    }
    const auto url = platform::PostgresqlUrl::parse("postgresql://route9:secret@db.qt:5433/route9");
    EXPECT_EQ(url.value().place(), "db.qt:5433/route9");
    try {
        const platform::PostgresqlStore store(
            postgresql_options("postgresql://route9:secret@127.0.0.1:1/route9")
        );
        FAIL() << "nobody listens there";
    } catch (const StoreFailure& failure) {
        EXPECT_EQ(failure.fault(), StoreFault::unavailable);
        EXPECT_EQ(std::string{failure.what()}.find("secret"), std::string::npos);
    }
}

} // namespace
} // namespace route9::tests
