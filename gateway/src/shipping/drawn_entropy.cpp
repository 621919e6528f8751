// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/drawn_entropy.hpp"

#include <algorithm>

namespace route9::gateway {

DrawnEntropy::DrawnEntropy(Entropy& source) {
    source.fill(seed_);
}

DrawnEntropy::DrawnEntropy(std::span<const std::byte, drawn_seed_bytes> seed) {
    std::ranges::copy(seed, seed_.begin());
}

void DrawnEntropy::fill(std::span<std::byte> out) {
    while (!out.empty()) {
        std::array<std::byte, 8> counter{};
        for (std::size_t i = 0; i < counter.size(); ++i) {
            counter[i] = static_cast<std::byte>(block_ >> (8 * i) & 0xffU);
        }
        ++block_;
        const Digest256 block = keyed_digest(seed_, counter);
        const std::size_t taken = std::min(out.size(), block.size());
        std::copy_n(block.begin(), taken, out.begin());
        out = out.subspan(taken);
    }
}

} // namespace route9::gateway
