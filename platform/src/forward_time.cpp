// SPDX-License-Identifier: Apache-2.0
#include "platform/forward_time.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace route9::platform {
namespace {

constexpr int kSlowness = 2;

} // namespace

ForwardTime::ForwardTime(std::function<Tick()> machine)
    : machine_(std::move(machine)), latest_(Instant::min()) {}

Instant ForwardTime::follow(Instant wall) {
    if (wall >= latest_.load(std::memory_order_relaxed)) {
        return raise(wall);
    }
    return raise(pass_without_wall());
}

void ForwardTime::not_before(Instant seen) noexcept {
    raise(seen);
}

Instant ForwardTime::raise(Instant at) noexcept {
    Instant latest = latest_.load(std::memory_order_relaxed);
    while (latest < at && !latest_.compare_exchange_weak(latest, at, std::memory_order_relaxed)) {}
    return std::max(latest, at);
}

Instant ForwardTime::pass_without_wall() {
    const std::scoped_lock lock{mutex_};
    const Tick now = machine_(); // under the lock: in the order of the calls
    const Instant latest = latest_.load(std::memory_order_relaxed);
    const auto passed = (now - behind_since_) / kSlowness;
    const Instant slow = behind_from_ + std::chrono::floor<Milliseconds>(passed);
    if (slow >= latest) {
        return slow;
    }
    // The wall clock has led since: it was set back just now.
    behind_from_ = latest;
    behind_since_ = now;
    return latest;
}

} // namespace route9::platform
