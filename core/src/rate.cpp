// SPDX-License-Identifier: Apache-2.0
#include "core/rate.hpp"

#include <fmt/format.h>

#include <limits>
#include <optional>

namespace route9 {
namespace {

struct Fraction {
    Int128 numerator;
    Int128 denominator;
};

std::optional<Int128> product(Int128 left, Int128 right) {
    Int128 result = 0;
    if (__builtin_mul_overflow(left, right, &result)) {
        return std::nullopt;
    }
    return result;
}

/// × 10^exponent, on the side of the fraction that keeps it whole.
std::optional<Fraction> shifted(Fraction value, int exponent) {
    Int128& side = exponent >= 0 ? value.numerator : value.denominator;
    const auto moved = product(side, power_of_ten(exponent >= 0 ? exponent : -exponent));
    if (!moved) {
        return std::nullopt;
    }
    side = *moved;
    return value;
}

Failure does_not_fit() {
    return fail_field("", "out_of_range", "the converted amount must fit 64 bits of minor units");
}

} // namespace

Result<Money> convert(Money amount, const Rate& rate, Round mode) {
    const bool forward = amount.currency() == rate.base;
    if (!forward && amount.currency() != rate.quote) {
        return fail_field(
            "",
            "currency_mismatch",
            fmt::format(
                "a rate from {} to {} cannot convert {}",
                code(rate.base),
                code(rate.quote),
                code(amount.currency())
            )
        );
    }
    if (rate.quote_per_base.units() <= 0) {
        return fail_field("", "out_of_range", "the exchange rate must be more than 0");
    }
    const Currency target = forward ? rate.quote : rate.base;
    const int decimals = currency_info(target).exponent - currency_info(amount.currency()).exponent;
    const Int128 minor = amount.minor();
    const Int128 units = rate.quote_per_base.units();
    const int scale = rate.quote_per_base.scale();
    const auto exact = forward ? shifted({minor * units, 1}, decimals - scale)
                               : shifted({minor, units}, decimals + scale);
    if (!exact) {
        return does_not_fit();
    }
    const Int128 result = divide(exact->numerator, exact->denominator, mode);
    constexpr Int128 minor_max = std::numeric_limits<std::int64_t>::max();
    if (result > minor_max || result < -minor_max) {
        return does_not_fit();
    }
    return Money::of_minor(static_cast<std::int64_t>(result), target);
}

} // namespace route9
