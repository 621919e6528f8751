// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/quantity.hpp"

namespace route9::fulfillment {

std::optional<std::chrono::minutes> minutes_from_hours(Decimal hours) {
    constexpr std::int64_t hours_max = 366 * 24;
    if (hours.is_negative() || hours > Decimal{hours_max, 0}) {
        return std::nullopt;
    }
    const Int128 sixtieths = static_cast<Int128>(hours.units()) * 60;
    const Int128 minutes = divide(sixtieths, power_of_ten(hours.scale()), Round::half_up);
    return std::chrono::minutes{static_cast<std::int64_t>(minutes)};
}

} // namespace route9::fulfillment
