// SPDX-License-Identifier: Apache-2.0
// Rounding is named at the call; nothing in route9 rounds by default.
#pragma once

#include <cstdint>

namespace route9 {

enum class Round : std::uint8_t { half_up, half_even, up, down }; // up/down: away from/towards zero

using Int128 = __int128;

/// numerator / denominator in whole numbers, denominator > 0.
Int128 divide(Int128 numerator, Int128 denominator, Round mode) noexcept;

} // namespace route9
