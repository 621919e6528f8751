// SPDX-License-Identifier: Apache-2.0
#include "core/rounding.hpp"

#include "core/assert.hpp"

namespace route9 {
namespace {

bool rounds_away(Int128 quotient, Int128 remainder, Int128 denominator, Round mode) noexcept {
    const Int128 rest = remainder < 0 ? -remainder : remainder;
    const Int128 to_next = denominator - rest;
    switch (mode) {
    case Round::half_up:
        return rest >= to_next;
    case Round::half_even:
        return rest > to_next || (rest == to_next && quotient % 2 != 0);
    case Round::up:
        return true;
    case Round::down:
        return false;
    }
    return false;
}

} // namespace

Int128 divide(Int128 numerator, Int128 denominator, Round mode) noexcept {
    ROUTE9_ASSERT(denominator > 0);
    const Int128 quotient = numerator / denominator;
    const Int128 remainder = numerator % denominator;
    if (remainder == 0 || !rounds_away(quotient, remainder, denominator, mode)) {
        return quotient;
    }
    return numerator < 0 ? quotient - 1 : quotient + 1;
}

} // namespace route9
