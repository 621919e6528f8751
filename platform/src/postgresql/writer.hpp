// SPDX-License-Identifier: Apache-2.0
// Runs writing units: one serializable transaction each, again when another one made it fail, and
// says what became of its COMMIT. Keeps the store's state: without a server or without room it
// refuses, and probes until a commit works again. Its threads share it.
#pragma once

#include "platform/postgresql_store.hpp"
#include "postgresql/journal_keeper.hpp"
#include "postgresql/session.hpp"
#include "postgresql/turnstile.hpp"
#include "postgresql/unit_pool.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

namespace route9::platform::postgresql {

class Writer final : public UnitWork {
public:
    Writer(
        const PostgresqlOptions& options,
        StoreCounters& counters,
        std::atomic<StoreState>& state,
        JournalKeeper& journal
    )
        : options_(options), counters_(counters), state_(state), journal_(journal) {}

    void run(Session& session, std::unique_ptr<Unit> unit) override;
    std::optional<std::chrono::milliseconds> patience(const Session& session) const override;
    void rest(Session& session) override;

private:
    struct Outcome {
        enum class Kind : std::uint8_t { done, failed, repeat, session_lost } kind;
        bool unnumbered = false;
        Error error{};
    };

    Outcome run_to_an_end(Session& session, Unit& unit);
    Outcome attempt(Session& session, Unit& unit);
    Outcome judge(Session& session, bool keep, std::optional<Error> error);
    Outcome commit(Transaction& transaction);
    bool call(Unit& unit, Transaction& transaction, std::optional<Error>& error);
    void count(const TxStatistics& written, std::chrono::microseconds commit_time);
    void note(const StoreFailure& failure);
    void change_state(StoreState to);

    const PostgresqlOptions& options_;
    StoreCounters& counters_;
    std::atomic<StoreState>& state_;
    JournalKeeper& journal_;
    Turnstile turnstile_{};
};

} // namespace route9::platform::postgresql
