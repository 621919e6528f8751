// SPDX-License-Identifier: Apache-2.0
// An exchange rate as quoted: "1 base = rate quote". Rates are stored as given, never inverted;
// a conversion multiplies or divides exactly and rounds once, in the mode named at the call.
#pragma once

#include "core/money.hpp"

namespace route9 {

struct Rate {
    Currency base = Currency::USD;
    Currency quote = Currency::VND;
    Decimal quote_per_base{};

    friend bool operator==(const Rate&, const Rate&) = default;
};

/// Converts between the two currencies of the rate, in either direction.
/// Errors: validation_failed when the amount is in neither currency, the rate is not positive, or
/// the result does not fit.
Result<Money> convert(Money amount, const Rate& rate, Round mode);

} // namespace route9
