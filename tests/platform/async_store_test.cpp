// SPDX-License-Identifier: Apache-2.0
// The hand-over between a worker and an engine's threads, with the smallest engine there can be:
// one thread that runs units one after another. The real engines are tested in the store's suite.
#include "platform/async_store.hpp"
#include "platform/store_counters.hpp"
#include "running_worker.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace route9::platform {
namespace {

using tests::RunningWorker;

class NoTx final : public Tx {
public:
    Engine engine() const noexcept override { return Engine::sqlite; }

protected:
    std::unique_ptr<Cursor> run_query(const Statement&, std::span<const Param>) override {
        return nullptr;
    }
    std::unique_ptr<Cursor> run_bulk_query(const BulkStatement&, std::span<const Param>) override {
        return nullptr;
    }
    std::int64_t run_change(const Statement&, std::span<const Param>) override { return 0; }
    std::int64_t run_bulk(const BulkStatement&, std::span<const Param>) override { return 0; }
};

class OneThreadStore final : public Store {
public:
    OneThreadStore() : thread_([this] { run(); }) {}
    ~OneThreadStore() override {
        push(nullptr);
        thread_.join();
    }

    void submit_write(Lane, std::unique_ptr<Unit> unit) override { push(std::move(unit)); }
    void submit_read(Lane, std::unique_ptr<Unit> unit) override {
        unit->failed(Error{.code = ErrorCode::overloaded}
        ); // on the caller's thread, as a full queue
    }
    Engine engine() const noexcept override { return Engine::sqlite; }
    StoreState state() const noexcept override { return StoreState::serving; }
    const StoreCounters& counters() const noexcept override { return counters_; }
    void stop() override {}

private:
    void push(std::unique_ptr<Unit> unit) {
        const std::lock_guard lock{mutex_};
        units_.push_back(std::move(unit));
        arrived_.notify_one();
    }
    std::unique_ptr<Unit> pop() {
        std::unique_lock lock{mutex_};
        arrived_.wait(lock, [this] { return !units_.empty(); });
        auto unit = std::move(units_.front());
        units_.pop_front();
        return unit;
    }
    void run() {
        NoTx tx;
        while (const auto unit = pop()) {
            unit->run(tx);
            unit->done();
        }
    }

    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<std::unique_ptr<Unit>> units_;
    StoreCounters counters_;
    std::thread thread_;
};

Tick soon(Milliseconds span) {
    return std::chrono::steady_clock::now() + span;
}

struct Sum {
    int value = 0;
    bool is_told_at_home = true;
    bool is_made_at_home = false;
};

task<void> add_up(Store& store, Sum& sum) {
    const auto home = std::this_thread::get_id();
    for (int i = 0; i < 1'000; ++i) {
        auto unit = [&sum, home](Tx&) -> Result<int> {
            sum.is_made_at_home = std::this_thread::get_id() == home;
            return 1;
        };
        const Result<int> answer =
            co_await write(store, Reach::everything(), unit, soon(Milliseconds{5'000}));
        sum.value += answer.value_or(0);
        sum.is_told_at_home = sum.is_told_at_home && std::this_thread::get_id() == home;
    }
}

TEST(AsyncStore, AnswersOnTheWorkerThatAsked) {
    OneThreadStore store;
    RunningWorker running;
    Sum sum;
    running.run([&] { return add_up(store, sum); });
    EXPECT_EQ(sum.value, 1'000);
    EXPECT_TRUE(sum.is_told_at_home);
    EXPECT_FALSE(sum.is_made_at_home);
}

struct Refusals {
    std::optional<ErrorCode> write;
    std::optional<ErrorCode> read;
};

task<void> be_refused(Store& store, Refusals& refusals) {
    auto unit = [](Tx&) -> Result<int> { return fail(ErrorCode::sealed); };
    const Result<int> wrote =
        co_await write(store, Reach::everything(), unit, soon(Milliseconds{5'000}));
    refusals.write = wrote.error().code;
    const Result<int> got =
        co_await read(store, Reach::everything(), unit, soon(Milliseconds{5'000}));
    refusals.read = got.error().code;
}

TEST(AsyncStore, PassesRefusalsOn) {
    OneThreadStore store;
    RunningWorker running;
    Refusals refusals;
    running.run([&] { return be_refused(store, refusals); });
    EXPECT_EQ(refusals.write, ErrorCode::sealed);
    EXPECT_EQ(refusals.read, ErrorCode::overloaded);
}

struct LateWrite {
    std::atomic<bool> released{false};
    std::atomic<bool> finished{false};
    std::optional<ErrorCode> told{};
};

task<void> write_late(Store& store, LateWrite& late) {
    auto unit = [&late](Tx&) -> Result<int> {
        late.released.wait(false);
        late.finished = true;
        return 1;
    };
    const Result<int> answer =
        co_await write(store, Reach::everything(), unit, soon(Milliseconds{20}));
    late.told = answer.error().code;
    late.released = true;
    late.released.notify_all();
}

TEST(AsyncStore, CallsALateWriteUnknownAndLetsItFinish) {
    LateWrite late;
    OneThreadStore store;
    RunningWorker running;
    running.run([&] { return write_late(store, late); });
    EXPECT_EQ(late.told, ErrorCode::outcome_unknown);
    EXPECT_TRUE(late.finished); // stop() waited: the answer's way home counts as work
}

} // namespace
} // namespace route9::platform
