// SPDX-License-Identifier: Apache-2.0
// Runs writing units, a turn of them in one serializable transaction. What another transaction made
// fail is run again, and its tenant's units are then kept in line: here in one thread, and among
// the processes by a lock. Keeps the store's state: without a server or without room it refuses,
// and probes until a commit works again. Its threads share it.
#pragma once

#include "platform/postgresql_store.hpp"
#include "postgresql/journal_keeper.hpp"
#include "postgresql/session.hpp"
#include "postgresql/turnstile.hpp"
#include "postgresql/unit_group.hpp"
#include "postgresql/unit_pool.hpp"

#include <atomic>
#include <chrono>
#include <optional>

namespace route9::platform::postgresql {

class Writer final : public UnitWork {
public:
    Writer(
        const PostgresqlOptions& options,
        StoreCounters& counters,
        std::atomic<StoreState>& state,
        JournalKeeper& journal,
        UnitQueue& queue
    )
        : options_(options), counters_(counters), state_(state), journal_(journal), queue_(queue) {}

    void run(Session& session, Turn& turn) override;
    std::optional<std::chrono::milliseconds> patience(const Session& session) const override;
    void rest(Session& session) override;

private:
    void refuse_late(std::vector<std::unique_ptr<Unit>>& units);
    void run_to_an_end(Session& session, const Turn& turn, UnitGroup& group);
    UnitGroup::End attempt(Session& session, const Turn& turn, UnitGroup& group);
    void note(const StoreFailure& failure);
    void change_state(StoreState to);

    const PostgresqlOptions& options_;
    StoreCounters& counters_;
    std::atomic<StoreState>& state_;
    JournalKeeper& journal_;
    UnitQueue& queue_;
    Turnstile turnstile_{};
    UnitGroup::Note note_ = [this](const StoreFailure& failure) { note(failure); };
};

} // namespace route9::platform::postgresql
