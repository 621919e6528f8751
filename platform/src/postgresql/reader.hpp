// SPDX-License-Identifier: Apache-2.0
// Runs reading units: those of a turn in one read-only transaction, which sees one state of the
// database that is newer than each of their submissions. Its threads share it.
#pragma once

#include "platform/postgresql_store.hpp"
#include "postgresql/session.hpp"
#include "postgresql/unit_pool.hpp"

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>

namespace route9::platform::postgresql {

class Reader final : public UnitWork {
public:
    Reader(
        const PostgresqlOptions& options, StoreCounters& counters, std::atomic<StoreState>& state
    )
        : options_(options), counters_(counters), state_(state) {}

    void run(Session& session, Turn& turn) override;
    std::optional<std::chrono::milliseconds> patience(const Session& session) const override;
    void rest(Session& session) override;

private:
    void run(Session& session, std::unique_ptr<Unit> unit);
    std::optional<Error> attempt(Session& session, Unit& unit);
    static void end_transaction(Session& session);
    void note(const StoreFailure& failure);

    const PostgresqlOptions& options_;
    StoreCounters& counters_;
    std::atomic<StoreState>& state_;
};

} // namespace route9::platform::postgresql
