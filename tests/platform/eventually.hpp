// SPDX-License-Identifier: Apache-2.0
// Waits for what another thread or process does: asks again and again until it is so.
#pragma once

#include <poll.h>

#include <algorithm>
#include <chrono>

namespace route9::tests {

/// False when it is not so within the budget, which a slow machine must not reach. `pause` between
/// two questions, where each costs somebody something.
template <class Condition>
bool eventually(Condition condition, std::chrono::milliseconds pause = {}) {
    constexpr std::chrono::milliseconds kShortest{2};
    constexpr std::chrono::seconds kBudget{30};
    const auto until = std::chrono::steady_clock::now() + kBudget;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > until) {
            return false;
        }
        ::poll(nullptr, 0, static_cast<int>(std::max(pause, kShortest).count()));
    }
    return true;
}

} // namespace route9::tests
