// SPDX-License-Identifier: Apache-2.0
// The least a Beast server can do: parse, answer 200 with a small body, nothing else. The floor our
// server is measured against.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

namespace route9::bench {

class BeastFloor {
public:
    explicit BeastFloor(std::size_t threads);
    BeastFloor(const BeastFloor&) = delete;
    BeastFloor& operator=(const BeastFloor&) = delete;
    ~BeastFloor();

    std::uint16_t port() const noexcept;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace route9::bench
