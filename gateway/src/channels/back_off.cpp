// SPDX-License-Identifier: Apache-2.0
#include "gateway/channels/back_off.hpp"

#include "core/limits.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace route9::gateway {
namespace {

constexpr int kJitterPercent = 25;

Milliseconds with_jitter(Milliseconds pause, Entropy& entropy) {
    std::array<std::byte, 1> random{};
    entropy.fill(random);
    const auto share = std::to_integer<int>(random[0]) % (2 * kJitterPercent + 1);
    return pause + pause * (share - kJitterPercent) / 100; // NOLINT: percent
}

} // namespace

bool counts_as_failure(const ChannelAnswer& why) noexcept {
    return why.verdict != adapters::ApiVerdict::throttled;
}

Milliseconds
pause_after(const ChannelAnswer& why, std::int64_t failures, Milliseconds first, Entropy& entropy) {
    if (why.is_lost) {
        return limits::channel_pause_max;
    }
    Milliseconds pause = first;
    if (counts_as_failure(why)) {
        for (std::int64_t failed = 1; failed < failures && pause < limits::channel_pause_max;
             ++failed) {
            pause *= 2;
        }
    }
    pause = std::min<Milliseconds>(pause, limits::channel_pause_max);
    return std::max(with_jitter(pause, entropy), why.wait);
}

} // namespace route9::gateway
