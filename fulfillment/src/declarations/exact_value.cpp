// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/declarations/exact_value.hpp"

#include "core/assert.hpp"

#include <algorithm>

namespace route9::fulfillment::declarations {
namespace {

// 10^38 is the largest power of ten in 128 bits.
constexpr int scale_max = 38;

Decimal trimmed(Decimal value) {
    std::int64_t units = value.units();
    int scale = value.scale();
    while (scale > 0 && units % 10 == 0) {
        units /= 10;
        --scale;
    }
    return Decimal{units, scale};
}

Int128 wide_power_of_ten(int exponent) {
    Int128 out = 1;
    for (int i = 0; i < exponent; ++i) {
        out *= 10;
    }
    return out;
}

std::optional<Int128> raised(Int128 units, int by) {
    Int128 out = 0;
    if (by > scale_max || __builtin_mul_overflow(units, wide_power_of_ten(by), &out)) {
        return std::nullopt;
    }
    return out;
}

} // namespace

ExactValue::ExactValue(Decimal value) {
    const Decimal plain = trimmed(value);
    units_ = plain.units();
    scale_ = plain.scale();
}

std::optional<ExactValue> ExactValue::times(Decimal factor) const {
    const Decimal plain = trimmed(factor);
    ExactValue out;
    if (__builtin_mul_overflow(units_, static_cast<Int128>(plain.units()), &out.units_)) {
        return std::nullopt;
    }
    out.scale_ = scale_ + plain.scale();
    if (out.scale_ > scale_max) {
        return std::nullopt;
    }
    return out;
}

std::optional<ExactValue> ExactValue::plus(const ExactValue& other) const {
    ExactValue out;
    out.scale_ = std::max(scale_, other.scale_);
    const auto left = raised(units_, out.scale_ - scale_);
    const auto right = raised(other.units_, out.scale_ - other.scale_);
    if (!left || !right || __builtin_add_overflow(*left, *right, &out.units_)) {
        return std::nullopt;
    }
    return out;
}

std::optional<Decimal> ExactValue::rounded(int decimals) const {
    Int128 units = units_;
    if (scale_ > decimals) {
        units = divide(units, wide_power_of_ten(scale_ - decimals), Round::half_up);
    } else if (const auto more = raised(units, decimals - scale_)) {
        units = *more;
    } else {
        return std::nullopt;
    }
    const Int128 limit = power_of_ten(18);
    if (units >= limit || units <= -limit) {
        return std::nullopt;
    }
    return Decimal{static_cast<std::int64_t>(units), decimals};
}

std::optional<Money> ExactValue::whole(Currency currency) const {
    const auto units = rounded(0);
    if (!units || units->units() > customs_value_max_units) {
        return std::nullopt;
    }
    return of_whole_units(units->units(), currency);
}

Money tax_on(Money base, Decimal percent) {
    const Int128 numerator = static_cast<Int128>(whole_units(base)) * percent.units();
    const Int128 denominator = static_cast<Int128>(power_of_ten(percent.scale())) * 100;
    const Int128 units = divide(numerator, denominator, Round::half_up);
    return of_whole_units(static_cast<std::int64_t>(units), base.currency());
}

Decimal share_of(Decimal percent, Decimal share_percent) {
    const Decimal left = trimmed(percent);
    const Decimal right = trimmed(share_percent);
    return trimmed(Decimal{left.units() * right.units(), left.scale() + right.scale() + 2});
}

Money sum(Money left, Money right) {
    const auto out = left.plus(right);
    ROUTE9_ASSERT(out.has_value());
    return *out;
}

std::int64_t whole_units(Money amount) noexcept {
    return amount.minor() / power_of_ten(currency_info(amount.currency()).exponent);
}

Money of_whole_units(std::int64_t units, Currency currency) noexcept {
    return Money::of_minor(units * power_of_ten(currency_info(currency).exponent), currency);
}

} // namespace route9::fulfillment::declarations
