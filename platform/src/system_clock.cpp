// SPDX-License-Identifier: Apache-2.0
#include "platform/system_clock.hpp"

#include "core/assert.hpp"

#include <chrono>

namespace route9::platform {

SystemClock::SystemClock(ClockOptions options)
    : options_(options), origin_(std::chrono::steady_clock::now()),
      forward_(&std::chrono::steady_clock::now) {
    ROUTE9_ASSERT(options_.rate >= 1 && options_.rate <= clock_rate_max);
    if (!options_.start && options_.rate != 1) {
        options_.start =
            std::chrono::time_point_cast<Milliseconds>(std::chrono::system_clock::now());
    }
}

Instant SystemClock::business() const {
    return forward_.follow(wall());
}

Tick SystemClock::machine() const {
    return std::chrono::steady_clock::now();
}

Instant SystemClock::wall() const {
    if (!options_.start) {
        return std::chrono::time_point_cast<Milliseconds>(std::chrono::system_clock::now());
    }
    const auto elapsed = std::chrono::duration_cast<std::chrono::microseconds>(machine() - origin_);
    return *options_.start + std::chrono::duration_cast<Milliseconds>(elapsed * options_.rate);
}

} // namespace route9::platform
