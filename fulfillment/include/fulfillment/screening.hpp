// SPDX-License-Identifier: Apache-2.0
// Prohibited and controlled goods, tested when an order comes in: each line against the rows of
// the country it leaves and of the country it enters, by HS prefix and by words in Vietnamese, Lao
// and English. The row's id is the reason. Pure; about a microsecond per word list and line.
#pragma once

#include "core/time.hpp"
#include "fulfillment/declarations/category_table.hpp"
#include "fulfillment/order.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment {

enum class ScreeningDecision : std::uint8_t { pass, hold, refuse };

struct ScreeningRoute {
    declarations::Country origin = declarations::Country::vn;
    declarations::Country destination = declarations::Country::la;
    Day day{};
};

struct ScreenedGoods {
    std::string_view name;
    std::string_view hs_code; // empty = not given
};

struct ScreeningReason {
    std::size_t line = 0; // 0-based
    std::string row_id;
    std::string category;
    ScreeningDecision decision = ScreeningDecision::hold;
    std::string matched; // the HS prefix or the word that was found
};

struct Screening {
    ScreeningDecision decision = ScreeningDecision::pass;
    std::vector<ScreeningReason> reasons;
};

Screening screen_goods(
    std::span<const ScreenedGoods> goods,
    const ScreeningRoute& route,
    const declarations::CategoryTable& categories
);

Screening screen_order(
    const Order& order, const ScreeningRoute& route, const declarations::CategoryTable& categories
);

std::string_view name(ScreeningDecision decision) noexcept; // "REFUSE"

} // namespace route9::fulfillment
