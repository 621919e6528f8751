// SPDX-License-Identifier: Apache-2.0
// Exact products and sums before the one rounding the customs rules allow: 128-bit integers and a
// decimal scale. nullopt where a value would no longer fit, never a wrong number. Customs amounts
// are whole đồng and whole kip, half up (Circular 174/2015 art 6; Lao rounding unconfirmed).
#pragma once

#include "core/decimal.hpp"
#include "core/money.hpp"
#include "core/rounding.hpp"

#include <optional>

namespace route9::fulfillment::declarations {

class ExactValue {
public:
    ExactValue() = default;
    explicit ExactValue(Decimal value);

    std::optional<ExactValue> times(Decimal factor) const;
    std::optional<ExactValue> plus(const ExactValue& other) const;
    /// Half up to a number of decimals; nullopt when it does not fit a Decimal.
    std::optional<Decimal> rounded(int decimals) const;
    /// Half up to whole units of a currency; nullopt above `customs_value_max_units`.
    std::optional<Money> whole(Currency currency) const;

private:
    Int128 units_ = 0;
    int scale_ = 0;
};

/// A house bill above this is refused as input: no tax on it can then overflow 64 bits.
inline constexpr std::int64_t customs_value_max_units = 1'000'000'000'000;
/// Percent rates are read up to this, with at most this many decimals.
inline constexpr std::int64_t rate_percent_max = 1'000;
inline constexpr int rate_decimals_max = 6;

/// base × percent / 100 in whole units, half up. Precondition: the bounds above.
Money tax_on(Money base, Decimal percent);

/// percent × share / 100 as a percent, exact.
Decimal share_of(Decimal percent, Decimal share_percent);

/// A sum that the bounds above keep within 64 bits.
Money sum(Money left, Money right);

/// Whole units, for weights and comparisons: 1 for 1 kip.
std::int64_t whole_units(Money amount) noexcept;
Money of_whole_units(std::int64_t units, Currency currency) noexcept;

} // namespace route9::fulfillment::declarations
