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

TEST(AsyncStore, AnswersOnTheWorkerThatAsked) {
    OneThreadStore store;
    RunningWorker running;
    std::thread::id unit_thread;
    int sum = 0;
    bool same_thread = true;
    running.run([&]() -> task<void> {
        const auto home = std::this_thread::get_id();
        for (int i = 0; i < 1'000; ++i) {
            auto unit = [&unit_thread](Tx&) -> Result<int> {
                unit_thread = std::this_thread::get_id();
                return 1;
            };
            const Result<int> answer =
                co_await write(store, Reach::everything(), unit, soon(Milliseconds{5'000}));
            sum += answer.value_or(0);
            same_thread = same_thread && std::this_thread::get_id() == home;
        }
        same_thread = same_thread && unit_thread != home;
    });
    EXPECT_EQ(sum, 1'000);
    EXPECT_TRUE(same_thread);
}

TEST(AsyncStore, PassesRefusalsOn) {
    OneThreadStore store;
    RunningWorker running;
    std::optional<ErrorCode> refused;
    std::optional<ErrorCode> full;
    running.run([&]() -> task<void> {
        auto unit = [](Tx&) -> Result<int> { return fail(ErrorCode::sealed); };
        const Result<int> wrote =
            co_await write(store, Reach::everything(), unit, soon(Milliseconds{5'000}));
        refused = wrote.error().code;
        const Result<int> got =
            co_await read(store, Reach::everything(), unit, soon(Milliseconds{5'000}));
        full = got.error().code;
    });
    EXPECT_EQ(refused, ErrorCode::sealed);
    EXPECT_EQ(full, ErrorCode::overloaded);
}

TEST(AsyncStore, CallsALateWriteUnknownAndLetsItFinish) {
    std::atomic<bool> released{false};
    std::atomic<bool> finished{false};
    OneThreadStore store;
    RunningWorker running;
    std::optional<ErrorCode> late;
    running.run([&]() -> task<void> {
        auto unit = [&](Tx&) -> Result<int> {
            released.wait(false);
            finished = true;
            return 1;
        };
        const Result<int> answer =
            co_await write(store, Reach::everything(), unit, soon(Milliseconds{20}));
        late = answer.error().code;
        released = true;
        released.notify_all();
    });
    EXPECT_EQ(late, ErrorCode::outcome_unknown);
    EXPECT_TRUE(finished); // stop() waited: the answer's way home counts as work
}

} // namespace
} // namespace route9::platform
