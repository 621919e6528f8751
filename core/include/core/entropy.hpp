// SPDX-License-Identifier: Apache-2.0
// Randomness as an injected dependency, so that a seeded run repeats itself. Thread-safe.
#pragma once

#include <cstddef>
#include <span>

namespace route9 {

class Entropy {
public:
    virtual ~Entropy() = default;
    virtual void fill(std::span<std::byte> out) = 0;
};

} // namespace route9
