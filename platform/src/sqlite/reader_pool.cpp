// SPDX-License-Identifier: Apache-2.0
#include "sqlite/reader_pool.hpp"

#include "core/assert.hpp"
#include "core/limits.hpp"

#include <fmt/format.h>

#include <chrono>
#include <exception>
#include <optional>
#include <utility>

namespace route9::platform::sqlite {

ReaderPool::ReaderPool(
    const SqliteOptions& options, StoreCounters& counters, std::atomic<StoreState>& state
)
    : on_failure_(options.on_failure), counters_(counters), state_(state),
      queue_(read_limits(options.reader_threads, 1), counters.read_queue_depth) {
    ROUTE9_ASSERT(options.reader_threads > 0);
    // All connections first: a thread must not outlive a failed constructor.
    for (int i = 0; i < options.reader_threads; ++i) {
        connections_.push_back(std::make_unique<Connection>(options.path, Access::read, options.vfs)
        );
    }
    for (const auto& connection : connections_) {
        threads_.emplace_back([this, &connection] { loop(*connection); });
    }
}

ReaderPool::~ReaderPool() {
    stop();
}

void ReaderPool::push(Lane lane, std::unique_ptr<Unit> unit) {
    if (!queue_.push(lane, unit)) {
        add(counters_.read_refused);
        unit->failed({.code = ErrorCode::overloaded});
    }
}

void ReaderPool::stop() {
    queue_.close();
    for (std::thread& thread : threads_) {
        if (thread.joinable()) {
            thread.join();
        }
    }
    connections_.clear();
}

void ReaderPool::loop(Connection& connection) {
    Transaction transaction(connection);
    while (const auto turn = queue_.take(std::nullopt)) {
        for (const std::unique_ptr<Unit>& unit : turn->units) {
            run(connection, transaction, *unit);
        }
        queue_.finished(*turn);
    }
}

void ReaderPool::run(Connection& connection, Transaction& transaction, Unit& unit) {
    if (unit.terms().deadline <= std::chrono::steady_clock::now()) {
        add(counters_.read_units_failed);
        unit.failed(too_late());
        return;
    }
    std::optional<Error> error;
    try {
        connection.run("BEGIN");
        transaction.begin_unit();
        unit.run(transaction);
    } catch (const StoreFailure& failure) {
        note(failure);
        error = error_of(failure);
    } catch (const std::exception& bug) {
        note({StoreFault::misuse, fmt::format("a reading unit threw: {}", bug.what())});
        error = Error{.code = ErrorCode::internal};
    }
    transaction.end_unit();
    if (connection.in_transaction()) {
        sqlite3_exec(connection.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    }
    if (error) {
        add(counters_.read_units_failed);
        unit.failed(*error);
        return;
    }
    add(counters_.read_units);
    unit.done();
}

void ReaderPool::note(const StoreFailure& failure) {
    if (failure.fault() == StoreFault::damaged) {
        state_.store(StoreState::damaged, std::memory_order_release);
    }
    if (on_failure_) {
        on_failure_(failure.fault(), failure.what());
    }
}

} // namespace route9::platform::sqlite
