// SPDX-License-Identifier: Apache-2.0
// Goods under a UN number, and when they travel as ordinary ones: lithium batteries small enough
// for special provision 188 (ADR, IMDG). Ratings are those of one cell and one battery, in
// watt-hours. Values only. Source: logistics conventions, §7.8 and §8.8 "Carrier".
#pragma once

#include "core/decimal.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace route9::fulfillment {

inline constexpr Decimal exempt_battery_wh_max{100, 0};
inline constexpr Decimal exempt_cell_wh_max{20, 0};

struct DangerousGoods {
    std::string un; // "UN3481"
    std::optional<Decimal> wh_per_battery;
    std::optional<Decimal> wh_per_cell;

    friend bool operator==(const DangerousGoods&, const DangerousGoods&) = default;
};

/// "UN3481" of "UN 3481", "un3481" or "3481"; nullopt for what is no UN number.
std::optional<std::string> read_un_number(std::string_view text);

/// True for lithium batteries of which at least one rating is known and none is above its limit.
bool is_exempt(const DangerousGoods& goods) noexcept;

} // namespace route9::fulfillment
