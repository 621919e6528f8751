// SPDX-License-Identifier: Apache-2.0
#include "core/money.hpp"

#include "core/assert.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <numeric>

namespace route9 {
namespace {

// The range is symmetric, so that every amount has its negative.
constexpr Int128 minor_max = std::numeric_limits<std::int64_t>::max();

Failure too_large() {
    return fail_field("", "out_of_range", "the amount must fit 64 bits of minor units");
}

Result<Money> fitted(Int128 minor, Currency currency) {
    if (minor > minor_max || minor < -minor_max) {
        return too_large();
    }
    return Money::of_minor(static_cast<std::int64_t>(minor), currency);
}

Failure unlike(Currency left, Currency right) {
    return fail_field(
        "",
        "currency_mismatch",
        fmt::format("{} and {} must be converted to one currency first", code(left), code(right))
    );
}

} // namespace

Result<Money> Money::parse(std::string_view amount, Currency currency) {
    const auto decimal = Decimal::parse(amount);
    if (!decimal) {
        return Failure{decimal.error()};
    }
    const int exponent = currency_info(currency).exponent;
    if (decimal->scale() <= exponent) {
        const std::int64_t factor = power_of_ten(exponent - decimal->scale());
        return fitted(static_cast<Int128>(decimal->units()) * factor, currency);
    }
    const std::int64_t divisor = power_of_ten(decimal->scale() - exponent);
    if (decimal->units() % divisor != 0) {
        return fail_field(
            "",
            "too_precise",
            fmt::format("must have at most {} decimals in {}", exponent, code(currency))
        );
    }
    return of_minor(decimal->units() / divisor, currency);
}

Result<Money> Money::plus(Money other) const {
    if (currency_ != other.currency_) {
        return unlike(currency_, other.currency_);
    }
    return fitted(static_cast<Int128>(minor_) + other.minor_, currency_);
}

Result<Money> Money::minus(Money other) const {
    if (currency_ != other.currency_) {
        return unlike(currency_, other.currency_);
    }
    return fitted(static_cast<Int128>(minor_) - other.minor_, currency_);
}

Result<Money> Money::times(std::int64_t factor) const {
    return fitted(static_cast<Int128>(minor_) * factor, currency_);
}

Money Money::negated() const {
    ROUTE9_ASSERT(minor_ != std::numeric_limits<std::int64_t>::min());
    return Money{-minor_, currency_};
}

Result<Money> Money::scaled(std::int64_t numerator, std::int64_t denominator, Round mode) const {
    return fitted(divide(static_cast<Int128>(minor_) * numerator, denominator, mode), currency_);
}

Result<Money> Money::percent(Decimal percent, Round mode) const {
    const Int128 denominator = static_cast<Int128>(100) * power_of_ten(percent.scale());
    const Int128 numerator = static_cast<Int128>(minor_) * percent.units();
    return fitted(divide(numerator, denominator, mode), currency_);
}

std::string Money::amount() const {
    const CurrencyInfo& info = currency_info(currency_);
    const std::int64_t unit = power_of_ten(info.exponent);
    const std::int64_t fraction = minor_ % unit;
    const bool whole_only = info.exponent == 0 || info.display_step_minor == unit;
    if (whole_only && fraction == 0) {
        return std::to_string(minor_ / unit);
    }
    return fmt::format(
        "{}{}.{:0{}}",
        minor_ < 0 ? "-" : "",
        minor_ / unit < 0 ? -(minor_ / unit) : minor_ / unit,
        fraction < 0 ? -fraction : fraction,
        info.exponent
    );
}

std::vector<Money> allocate(Money total, std::span<const std::int64_t> weights) {
    ROUTE9_ASSERT(!weights.empty() || total.is_zero());
    ROUTE9_ASSERT(std::ranges::all_of(weights, [](std::int64_t weight) { return weight >= 0; }));
    const Int128 given = std::accumulate(weights.begin(), weights.end(), Int128{0});
    const Int128 whole = given == 0 ? static_cast<Int128>(weights.size()) : given;
    const Int128 minor = total.minor();
    const Int128 magnitude = minor < 0 ? -minor : minor;

    std::vector<std::int64_t> shares;
    std::vector<Int128> remainders;
    Int128 left = magnitude;
    for (const std::int64_t weight : weights) {
        // Below 2^126: no share can overflow.
        const Int128 part = magnitude * (given == 0 ? 1 : weight);
        shares.push_back(static_cast<std::int64_t>(part / whole));
        remainders.push_back(part % whole);
        left -= shares.back();
    }
    std::vector<std::size_t> order(weights.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
        return remainders[a] != remainders[b] ? remainders[a] > remainders[b] : a < b;
    });
    for (std::size_t i = 0; left > 0; ++i, --left) {
        ++shares[order[i]];
    }

    std::vector<Money> parts;
    parts.reserve(shares.size());
    for (const std::int64_t share : shares) {
        parts.push_back(Money::of_minor(minor < 0 ? -share : share, total.currency()));
    }
    return parts;
}

} // namespace route9
