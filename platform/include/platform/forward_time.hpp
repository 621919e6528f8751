// SPDX-License-Identifier: Apache-2.0
// Business time that only goes forward. It follows the wall clock; when that is set back it goes on
// at half the machine's speed until the wall clock has caught up, so that ids and events keep their
// order instead of standing in one moment. Thread-safe.
#pragma once

#include "core/time.hpp"

#include <atomic>
#include <functional>
#include <mutex>

namespace route9::platform {

class ForwardTime {
public:
    /// `machine` is machine time; called from any thread.
    explicit ForwardTime(std::function<Tick()> machine);

    /// Business time when the wall clock says `wall`.
    Instant follow(Instant wall);
    /// What was seen before, by an earlier process too, is not repeated.
    void not_before(Instant seen) noexcept;

private:
    /// The latest time given, at least `at`.
    Instant raise(Instant at) noexcept;
    Instant pass_without_wall();

    std::function<Tick()> machine_;
    std::atomic<Instant> latest_;
    std::mutex mutex_; // of what follows: only while the wall clock is behind
    Instant behind_from_{};
    Tick behind_since_{};
};

} // namespace route9::platform
