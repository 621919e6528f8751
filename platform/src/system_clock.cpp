// SPDX-License-Identifier: Apache-2.0
#include "platform/system_clock.hpp"

#include "core/assert.hpp"

#include <chrono>
#include <limits>

namespace route9::platform {

SystemClock::SystemClock(ClockOptions options)
    : options_(options), origin_(std::chrono::steady_clock::now()),
      latest_ms_(std::numeric_limits<std::int64_t>::min()) {
    ROUTE9_ASSERT(options_.rate >= 1 && options_.rate <= clock_rate_max);
    if (!options_.start && options_.rate != 1) {
        options_.start =
            std::chrono::time_point_cast<Milliseconds>(std::chrono::system_clock::now());
    }
}

Instant SystemClock::business() const {
    const std::int64_t now_ms = shifted().time_since_epoch().count();
    std::int64_t latest_ms = latest_ms_.load(std::memory_order_relaxed);
    while (latest_ms < now_ms &&
           !latest_ms_.compare_exchange_weak(latest_ms, now_ms, std::memory_order_relaxed)) {}
    return Instant{Milliseconds{latest_ms > now_ms ? latest_ms : now_ms}};
}

Tick SystemClock::machine() const {
    return std::chrono::steady_clock::now();
}

Instant SystemClock::shifted() const {
    if (!options_.start) {
        return std::chrono::time_point_cast<Milliseconds>(std::chrono::system_clock::now());
    }
    const auto elapsed = std::chrono::duration_cast<std::chrono::microseconds>(machine() - origin_);
    return *options_.start + std::chrono::duration_cast<Milliseconds>(elapsed * options_.rate);
}

} // namespace route9::platform
