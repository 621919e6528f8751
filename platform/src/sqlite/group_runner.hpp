// SPDX-License-Identifier: Apache-2.0
// Runs one group of units: BEGIN IMMEDIATE, a savepoint per unit, COMMIT, then every answer. A unit
// that fails rolls back alone; when the transaction itself is lost nobody is acknowledged and the
// units run again one by one, once. A group takes 5 ms; one of background units alone up to 20 ms,
// until somebody at the door waits. Lives on the writer thread.
#pragma once

#include "platform/store.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/prepared.hpp"
#include "sqlite/transaction.hpp"
#include "sqlite/write_queue.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace route9::platform::sqlite {

class GroupRunner {
public:
    GroupRunner(
        Connection& connection,
        StoreCounters& counters,
        const FailureSink& on_failure,
        const WriteQueue& queue
    );

    struct Report {
        std::size_t used = 0;              // units answered; the rest ran out of the group's time
        std::optional<StoreFault> fault{}; // the gravest that concerns the store, not one unit
    };
    Report run(std::span<QueuedUnit> group);

private:
    enum class End : std::uint8_t { committed, failed, lost };
    enum class Concerns : std::uint8_t { unit, store };

    End attempt(std::span<QueuedUnit> units);
    bool run_unit(Unit& unit, std::optional<Error>& error);
    bool call(Unit& unit, std::optional<Error>& error);
    End commit();
    End lose();
    void repeat_alone(std::span<QueuedUnit> units);
    void fail_all(const Error& error);
    void answer(std::span<QueuedUnit> units);
    int control(Prepared& statement);
    void note(const StoreFailure& failure, Concerns concerns);
    bool damaged() const { return fault_ == StoreFault::damaged; }

    Connection& connection_;
    StoreCounters& counters_;
    const FailureSink& on_failure_;
    const WriteQueue& queue_;
    Transaction transaction_;
    Prepared begin_;
    Prepared savepoint_;
    Prepared rollback_to_;
    Prepared release_;
    Prepared commit_;
    std::vector<std::optional<Error>> errors_{}; // one per unit that ran, empty: done
    TxStatistics written_{};
    std::optional<StoreFault> fault_{};
};

} // namespace route9::platform::sqlite
