// SPDX-License-Identifier: Apache-2.0
// A unit that waits for a thread, and since when. A queue whose head has waited too long is behind
// by more than a burst: what comes now is refused at once, because its caller would give up, or
// come again, before it had its turn.
#pragma once

#include "platform/store.hpp"

#include <chrono>
#include <memory>
#include <utility>

namespace route9::platform {

struct QueuedUnit {
    explicit QueuedUnit(std::unique_ptr<Unit> waiting, Lane of = Lane::foreground)
        : unit(std::move(waiting)), lane(of) {}

    std::unique_ptr<Unit> unit;
    Lane lane;
    std::chrono::steady_clock::time_point since = std::chrono::steady_clock::now();
};

/// Of the oldest unit of a queue that callers wait for.
inline constexpr std::chrono::milliseconds queue_wait_max{1'000};

template <class Queue>
bool is_behind(const Queue& queue) {
    return !queue.empty() &&
           std::chrono::steady_clock::now() - queue.front().since > queue_wait_max;
}

} // namespace route9::platform
