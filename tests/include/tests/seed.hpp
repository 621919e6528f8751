// SPDX-License-Identifier: Apache-2.0
// The seed of a property test: $ROUTE9_SEED when it is set, else a new one. Print it with
// SCOPED_TRACE, so that a failure can be repeated.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>

namespace route9::tests {

inline std::uint64_t property_seed() {
    if (const char* given = std::getenv("ROUTE9_SEED")) {
        return std::stoull(given);
    }
    return std::random_device{}();
}

inline std::string seed_note(std::uint64_t seed) {
    return "repeat with ROUTE9_SEED=" + std::to_string(seed);
}

} // namespace route9::tests
