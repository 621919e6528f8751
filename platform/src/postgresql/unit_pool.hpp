// SPDX-License-Identifier: Apache-2.0
// Threads with a session each that take units from one queue. push() from any thread; the work is
// called on the pool's threads.
#pragma once

#include "platform/postgresql_store.hpp"
#include "postgresql/session.hpp"
#include "unit_queue.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

namespace route9::platform::postgresql {

/// What is done with units: writing or reading. Takes them out of the turn; outlives its pool.
class UnitWork {
public:
    virtual ~UnitWork() = default;
    virtual void run(Session& session, Turn& turn) = 0;
    /// How long a thread waits for a unit before it calls rest(); nothing: for ever.
    virtual std::optional<std::chrono::milliseconds> patience(const Session& session) const = 0;
    virtual void rest(Session& session) = 0;
};

class UnitPool {
public:
    UnitPool(std::vector<std::unique_ptr<Session>> sessions, UnitQueue& queue, UnitWork& work);
    ~UnitPool();
    UnitPool(const UnitPool&) = delete;
    UnitPool& operator=(const UnitPool&) = delete;

    /// Runs what is queued and ends the threads. Idempotent.
    void stop();

private:
    void loop(Session& session);

    std::vector<std::unique_ptr<Session>> sessions_;
    UnitQueue& queue_;
    UnitWork& work_;
    std::vector<std::thread> threads_{};
};

} // namespace route9::platform::postgresql
