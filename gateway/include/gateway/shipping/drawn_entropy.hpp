// SPDX-License-Identifier: Apache-2.0
// Randomness drawn before a unit of work for as many ids, salts and nonces as the unit turns out to
// need: a keyed digest stream over one seed. A unit copies it, so that a second run draws the same.
// Not shared between threads.
#pragma once

#include "core/crypto.hpp"
#include "core/entropy.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace route9::gateway {

inline constexpr std::size_t drawn_seed_bytes = 32;

class DrawnEntropy final : public Entropy {
public:
    explicit DrawnEntropy(Entropy& source);
    /// The same seed draws the same again.
    explicit DrawnEntropy(std::span<const std::byte, drawn_seed_bytes> seed);

    void fill(std::span<std::byte> out) override;

private:
    std::array<std::byte, drawn_seed_bytes> seed_{};
    std::uint64_t block_ = 0;
};

} // namespace route9::gateway
