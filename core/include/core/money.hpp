// SPDX-License-Identifier: Apache-2.0
// Money: integer minor units and a currency, checked. Sums of unlike currencies and overflow are
// errors, never wrong numbers. Ratios and conversions round once, in the mode named at the call.
#pragma once

#include "core/currency.hpp"
#include "core/decimal.hpp"
#include "core/result.hpp"
#include "core/rounding.hpp"

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9 {

class Money {
public:
    constexpr Money() = default;

    static constexpr Money of_minor(std::int64_t minor, Currency currency) {
        return Money{minor, currency};
    }
    static constexpr Money zero(Currency currency) { return Money{0, currency}; }

    /// Decimal text in major units ("349000", "15000.00"); more decimals than the currency's
    /// exponent are refused unless they are zeros. Error: validation_failed.
    static Result<Money> parse(std::string_view amount, Currency currency);

    constexpr std::int64_t minor() const noexcept { return minor_; }
    constexpr Currency currency() const noexcept { return currency_; }
    constexpr bool is_zero() const noexcept { return minor_ == 0; }
    constexpr bool is_negative() const noexcept { return minor_ < 0; }

    /// Errors: validation_failed for unlike currencies or overflow.
    Result<Money> plus(Money other) const;
    Result<Money> minus(Money other) const;
    Result<Money> times(std::int64_t factor) const;
    Money negated() const;

    /// This × numerator / denominator, rounded once. Precondition: denominator > 0.
    Result<Money> scaled(std::int64_t numerator, std::int64_t denominator, Round mode) const;
    /// This × percent / 100, rounded once to the currency's minor unit.
    Result<Money> percent(Decimal percent, Round mode) const;

    /// Canonical amount: no decimals for VND and for whole LAK, two for THB, USD, CNY and a LAK
    /// amount that is not whole.
    std::string amount() const;

    friend constexpr bool operator==(const Money&, const Money&) = default;

private:
    constexpr Money(std::int64_t minor, Currency currency) : minor_(minor), currency_(currency) {}

    std::int64_t minor_ = 0;
    Currency currency_ = Currency::VND;
};

/// Splits a total over weights so that the parts add up exactly: floor shares first, the rest to
/// the largest remainders, ties to the lower index. Weights are >= 0; all zero means equal shares.
std::vector<Money> allocate(Money total, std::span<const std::int64_t> weights);

} // namespace route9
