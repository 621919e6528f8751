// SPDX-License-Identifier: Apache-2.0
// The least an order can cost: the store alone, writing the rows of a routed two-line order with
// its stored answer, no HTTP, no planning, no sealing. The floor the API is measured against.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace route9::bench {

struct StoreFloor {
    std::uint64_t orders = 0;
    std::chrono::nanoseconds span{0};

    std::uint64_t per_second() const;
};

/// Keeps `waiting` units in the writer's queue for `duration`. Throws std::runtime_error.
StoreFloor measure_store_floor(std::size_t waiting, std::chrono::milliseconds duration);

} // namespace route9::bench
