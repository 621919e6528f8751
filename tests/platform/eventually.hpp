// SPDX-License-Identifier: Apache-2.0
// Waits for what another thread or process does: asks again and again until it is so.
#pragma once

#include <poll.h>

#include <chrono>

namespace route9::tests {

/// False when it is not so within the budget, which a slow machine must not reach.
template <class Condition>
bool eventually(Condition condition) {
    constexpr std::chrono::seconds kBudget{30};
    const auto until = std::chrono::steady_clock::now() + kBudget;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > until) {
            return false;
        }
        ::poll(nullptr, 0, 2);
    }
    return true;
}

} // namespace route9::tests
