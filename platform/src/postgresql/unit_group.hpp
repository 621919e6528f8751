// SPDX-License-Identifier: Apache-2.0
// Units that share a transaction and are answered after one COMMIT. At first they share their fate:
// what they put is answered when others ask, and when one fails or refuses what it has written, all
// are run again with care: each behind a savepoint, and heard to its end. May be attempted again
// until it has ended. Lives on the thread that took the turn.
#pragma once

#include "platform/store.hpp"
#include "postgresql/journal_keeper.hpp"
#include "postgresql/transaction.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace route9::platform::postgresql {

class UnitGroup {
public:
    using Note = std::function<void(const StoreFailure&)>;
    enum class End : std::uint8_t { ended, repeat, with_care, session_lost };

    /// Takes the units, to be run with care from the start if `careful`; `note` is told of every
    /// failure but those that ask for a repetition.
    UnitGroup(
        std::vector<std::unique_ptr<Unit>> units,
        StoreCounters& counters,
        const Note& note,
        bool careful
    );

    /// Between two attempts.
    void join(std::vector<std::unique_ptr<Unit>> more);
    /// Runs every unit and commits. After `session_lost` before the COMMIT nothing is changed.
    End attempt(Transaction& transaction);
    /// Nothing was changed, and the callers may try again.
    void give_up();
    void fail_all(const Error& error);
    /// Once, when it has ended or failed.
    void answer(JournalKeeper& journal);
    std::size_t size() const noexcept { return units_.size(); }

private:
    /// Neither kept nor with an error: the unit was refused, and its changes are undone.
    struct Outcome {
        bool kept = false;
        bool unnumbered = false;
        std::optional<Error> error{};
    };

    std::optional<End> run_all(Transaction& transaction);
    End again_with_care(Transaction& transaction);
    bool run_unit(Transaction& transaction, Unit& unit, Outcome& outcome);
    bool call(Transaction& transaction, Unit& unit, Outcome& outcome);
    void undo(Transaction& transaction);
    End commit(Transaction& transaction);
    void lose(const Error& kept, const Error& refused);
    void count_written(const Transaction& transaction, std::chrono::microseconds commit_time);

    std::vector<std::unique_ptr<Unit>> units_;
    std::vector<Outcome> outcomes_;
    StoreCounters& counters_;
    const Note& note_;
    bool careful_;
};

} // namespace route9::platform::postgresql
