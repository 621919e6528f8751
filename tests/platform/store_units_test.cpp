// SPDX-License-Identifier: Apache-2.0
// Conformance: units of work stand or fall alone, are answered when durable, and wait in bounded
// queues, on every engine.
#include "core/limits.hpp"
#include "eventually.hpp"
#include "store_under_test.hpp"

#include <atomic>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace route9::tests {
namespace {

using platform::Lane;
using platform::StoreState;

using StoreUnits = StoreConformance;
INSTANTIATE_TEST_SUITE_P(
    Engines,
    StoreUnits,
    testing::Values(sqlite_factory(), postgresql_with_one_writer_factory()),
    engine_name
);

struct Failing {
    const char* what;
    Result<int> (*run)(Tx&);
    ErrorCode code;
};

Result<int> break_unique(Tx& tx) {
    put_item(tx, 50);
    tx.execute(kInsertItem, 51, "item 50", 0);
    return 0;
}

TEST_P(StoreUnits, FailAloneWithinTheirGroup) {
    const Failing cases[] = {
        {"a refusal",
         [](Tx& tx) -> Result<int> {
             put_item(tx, 50);
             return fail(ErrorCode::insufficient_stock);
         },
         ErrorCode::insufficient_stock},
        {"a broken rule of the schema", break_unique, ErrorCode::conflict},
        {"a broken reference",
         [](Tx& tx) -> Result<int> {
             static constexpr Statement kPart{
                 "test.part", "INSERT INTO part (item_id) VALUES (404)"
             };
             put_item(tx, 50);
             tx.execute(kPart);
             return 0;
         },
         ErrorCode::conflict},
        {"an exception",
         [](Tx& tx) -> Result<int> {
             put_item(tx, 50);
             throw std::logic_error("a bug");
         },
         ErrorCode::internal},
        {"an exception with an open result",
         [](Tx& tx) -> Result<int> {
             put_item(tx, 50);
             Rows rows = tx.query(kCountItems);
             rows.next();
             throw std::logic_error("a bug");
         },
         ErrorCode::internal},
    };
    std::int64_t id = 100;
    for (const Failing& c : cases) {
        HeldWriter held(store());
        auto before = write_later(store(), [id](Tx& tx) { return insert_item(tx, id); });
        auto failing = write_later(store(), c.run);
        auto after = write_later(store(), [id](Tx& tx) { return insert_item(tx, id + 1); });
        held.release();
        EXPECT_TRUE(before.get().has_value()) << c.what;
        EXPECT_EQ(failing.get().error().code, c.code) << c.what;
        EXPECT_TRUE(after.get().has_value()) << c.what;
        EXPECT_FALSE(has_item(store(), 50)) << c.what;
        id += 2;
    }
    reopen();
    EXPECT_EQ(count_items(store()), 10);
}

TEST_P(StoreUnits, SeeTheirOwnChangesAndThoseBeforeThem) {
    HeldWriter held(store());
    auto first = write_later(store(), [](Tx& tx) { return insert_item(tx, 1); });
    auto second = write_later(store(), [](Tx& tx) -> Result<std::int64_t> {
        put_item(tx, 2);
        return scalar(tx, kCountItems);
    });
    held.release();
    EXPECT_EQ(second.get().value(), 2);
    EXPECT_TRUE(first.get().has_value());
}

TEST_P(StoreUnits, AreInvisibleToReadersUntilTheyAreAnswered) {
    std::promise<void> inserted;
    std::promise<void> leave;
    auto answer = write_later(store(), [&](Tx& tx) -> Result<int> {
        put_item(tx, 1);
        inserted.set_value();
        leave.get_future().wait();
        return 0;
    });
    inserted.get_future().wait();
    EXPECT_EQ(count_items(store()), 0);
    leave.set_value();
    EXPECT_TRUE(answer.get().has_value());
    EXPECT_EQ(count_items(store()), 1);
}

TEST_P(StoreUnits, ReadersSeeOneStateThroughoutAUnit) {
    const auto counts = store().read([this](Tx& tx) -> Result<std::pair<int, int>> {
        const auto before = scalar(tx, kCountItems);
        EXPECT_TRUE(store().write([](Tx& inner) { return insert_item(inner, 1); }).has_value());
        return std::pair{static_cast<int>(before), static_cast<int>(scalar(tx, kCountItems))};
    });
    EXPECT_EQ(counts.value(), std::pair(0, 0));
    EXPECT_EQ(count_items(store()), 1);
}

TEST_P(StoreUnits, ReadersCannotChangeAnything) {
    const auto answer = store().read([](Tx& tx) { return insert_item(tx, 1); });
    EXPECT_EQ(answer.error().code, ErrorCode::internal);
    EXPECT_EQ(count_items(store()), 0);
}

TEST_P(StoreUnits, ReadersAnswerRefusalsAndExceptionsToo) {
    const auto refused =
        store().read([](Tx&) -> Result<int> { return fail(ErrorCode::not_found); });
    EXPECT_EQ(refused.error().code, ErrorCode::not_found);
    const auto thrown = store().read([](Tx&) -> Result<int> { throw std::logic_error("a bug"); });
    EXPECT_EQ(thrown.error().code, ErrorCode::internal);
    EXPECT_EQ(count_items(store()), 0);
}

TEST_P(StoreUnits, AreRefusedAtOnceWhenTheQueueIsFull) {
    HeldWriter held(store());
    std::vector<std::future<Result<int>>> accepted;
    const auto nothing = [](Tx&) -> Result<int> { return 0; };
    for (std::size_t i = 0; i < limits::background_queue_units_max; ++i) {
        accepted.push_back(write_later(store(), nothing, Lane::background));
    }
    auto refused = write_later(store(), nothing, Lane::background);
    ASSERT_EQ(refused.wait_for(std::chrono::seconds{0}), std::future_status::ready);
    EXPECT_EQ(refused.get().error().code, ErrorCode::overloaded);
    EXPECT_EQ(store().counters().write_refused, 1U);
    auto other_lane = write_later(store(), nothing, Lane::foreground);
    held.release();
    EXPECT_TRUE(other_lane.get().has_value());
    for (auto& answer : accepted) {
        EXPECT_TRUE(answer.get().has_value());
    }
}

TEST_P(StoreUnits, AreNotBegunWhenNobodyWaitsForThemAnyMore) {
    const platform::UnitTerms over{Reach::everything(), std::chrono::steady_clock::now()};
    bool ran = false;
    const auto late = [&ran](Tx& tx) -> Result<int> {
        ran = true;
        return insert_item(tx, 1);
    };
    const auto answer = write_later(store(), late, Lane::foreground, over).get();
    ASSERT_FALSE(answer.has_value());
    EXPECT_EQ(answer.error().code, ErrorCode::overloaded);
    EXPECT_FALSE(ran);
    EXPECT_EQ(count_items(store()), 0);
}

TEST_P(StoreUnits, AreRefusedAtOnceWhereTheOldestHasWaitedTooLong) {
    const auto nothing = [](Tx&) -> Result<int> { return 0; };
    HeldWriter held(store());
    auto oldest = write_later(store(), nothing);
    std::optional<std::future<Result<int>>> refused;
    const bool is_refused = eventually([&] {
        auto answer = write_later(store(), nothing);
        if (answer.wait_for(std::chrono::seconds{0}) != std::future_status::ready) {
            return false;
        }
        refused.emplace(std::move(answer));
        return true;
    });
    ASSERT_TRUE(is_refused);
    EXPECT_EQ(refused->get().error().code, ErrorCode::overloaded);
    auto background = write_later(store(), nothing, Lane::background);
    held.release();
    EXPECT_TRUE(oldest.get().has_value());
    EXPECT_TRUE(background.get().has_value()) << "nobody waits for that";
    EXPECT_TRUE(store().write(nothing).has_value());
}

TEST_P(StoreUnits, SeeWhatTheyPutAndFailWithIt) {
    const auto put = store().write([](Tx& tx) -> Result<std::int64_t> {
        tx.put(kInsertItem, 1, "item 1", 10);
        tx.put(kInsertItem, 2, "item 2", 20);
        return scalar(tx, kCountItems);
    });
    EXPECT_EQ(put.value(), 2);
    const auto twice = store().write([](Tx& tx) -> Result<int> {
        tx.put(kInsertItem, 3, "item 3", 30);
        tx.put(kInsertItem, 4, "item 1", 40); // the name is taken
        return 0;
    });
    ASSERT_FALSE(twice.has_value());
    EXPECT_EQ(twice.error().code, ErrorCode::conflict);
    EXPECT_EQ(count_items(store()), 2);
}

TEST_P(StoreUnits, RunOnStopWhatIsQueuedAndRefuseTheRest) {
    std::vector<std::future<Result<int>>> queued;
    HeldWriter held(store());
    for (int id = 1; id <= 1'000; ++id) {
        queued.push_back(write_later(store(), [id](Tx& tx) { return insert_item(tx, id); }));
    }
    std::thread stopping([this] { store().stop(); });
    held.release();
    stopping.join();
    EXPECT_EQ(store().state(), StoreState::stopped);
    for (auto& answer : queued) {
        ASSERT_EQ(answer.wait_for(std::chrono::seconds{0}), std::future_status::ready);
        EXPECT_TRUE(answer.get().has_value());
    }
    const auto late = store().write([](Tx& tx) { return insert_item(tx, 1'001); });
    EXPECT_EQ(late.error().code, ErrorCode::overloaded);
    const auto read = store().read([](Tx&) -> Result<int> { return 0; });
    EXPECT_EQ(read.error().code, ErrorCode::overloaded);
    reopen();
    EXPECT_EQ(count_items(store()), 1'000);
}

TEST_P(StoreUnits, FromManyThreadsAreAllDurable) {
    constexpr int kThreads = 4;
    constexpr int kUnits = 200;
    std::atomic<int> failed{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < kUnits; ++i) {
                const std::int64_t id = t * kUnits + i + 1;
                const auto lane = i % 4 == 0 ? Lane::background : Lane::foreground;
                const auto answer =
                    store().write([id](Tx& tx) { return insert_item(tx, id); }, lane);
                failed += answer.has_value() && has_item(store(), id) ? 0 : 1;
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(failed, 0);
    reopen();
    EXPECT_EQ(count_items(store()), kThreads * kUnits);
}

} // namespace
} // namespace route9::tests
