// SPDX-License-Identifier: Apache-2.0
// Randomness that repeats itself: the same seed gives the same bytes. For tests only; not
// thread-safe.
#pragma once

#include "core/entropy.hpp"

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>

namespace route9::tests {

class SeededEntropy final : public Entropy {
public:
    explicit SeededEntropy(std::uint64_t seed) : engine_(seed) {}

    void fill(std::span<std::byte> out) override {
        for (std::byte& byte : out) {
            byte = static_cast<std::byte>(engine_() & 0xff);
        }
    }

private:
    std::mt19937_64 engine_;
};

} // namespace route9::tests
