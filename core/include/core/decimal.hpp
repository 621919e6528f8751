// SPDX-License-Identifier: Apache-2.0
// An exact decimal number: `units` × 10^-scale. Percent rates, exchange rates, weights and unit
// prices before they become Money. Never binary floating point.
#pragma once

#include "core/result.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace route9 {

class Decimal {
public:
    static constexpr int scale_max = 12;

    constexpr Decimal() = default;
    constexpr Decimal(std::int64_t units, int scale) : units_(units), scale_(scale) {}

    /// "-12.340", no exponent, no leading '+', at most 18 digits of which 12 decimals.
    /// Error: validation_failed.
    static Result<Decimal> parse(std::string_view text);

    constexpr std::int64_t units() const noexcept { return units_; }
    constexpr int scale() const noexcept { return scale_; }
    bool is_zero() const noexcept { return units_ == 0; }
    bool is_negative() const noexcept { return units_ < 0; }

    /// Without trailing zeros: "12.34", "5", "-0.5".
    std::string text() const;

    friend std::strong_ordering operator<=>(const Decimal& left, const Decimal& right) noexcept;
    friend bool operator==(const Decimal& left, const Decimal& right) noexcept;

private:
    std::int64_t units_ = 0;
    int scale_ = 0;
};

/// 10^exponent for 0..18.
std::int64_t power_of_ten(int exponent) noexcept;

} // namespace route9
