// SPDX-License-Identifier: Apache-2.0
#include "postgresql/unit_pool.hpp"

#include "core/assert.hpp"

#include <utility>

namespace route9::platform::postgresql {

UnitPool::UnitPool(std::vector<std::unique_ptr<Session>> sessions, UnitQueue& queue, UnitWork& work)
    : sessions_(std::move(sessions)), queue_(queue), work_(work) {
    ROUTE9_ASSERT(!sessions_.empty());
    for (const auto& session : sessions_) {
        threads_.emplace_back([this, &session] { loop(*session); });
    }
}

UnitPool::~UnitPool() {
    stop();
}

void UnitPool::stop() {
    queue_.close();
    for (std::thread& thread : threads_) {
        if (thread.joinable()) {
            thread.join();
        }
    }
    sessions_.clear();
}

void UnitPool::loop(Session& session) {
    while (auto taken = queue_.take(work_.patience(session))) {
        if (taken->units.empty()) {
            work_.rest(session);
            continue;
        }
        work_.run(session, *taken);
        queue_.finished(*taken);
    }
}

} // namespace route9::platform::postgresql
