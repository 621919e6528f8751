// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/dangerous_goods.hpp"

#include <algorithm>
#include <array>

namespace route9::fulfillment {
namespace {

constexpr std::size_t kUnDigits = 4;

/// Batteries, alone or with equipment.
constexpr std::array<std::string_view, 4> kLithium{"UN3090", "UN3091", "UN3480", "UN3481"};

bool is_within(const std::optional<Decimal>& rating, const Decimal& limit) noexcept {
    return !rating || *rating <= limit;
}

} // namespace

std::optional<std::string> read_un_number(std::string_view text) {
    if (text.starts_with("UN") || text.starts_with("un")) {
        text.remove_prefix(2);
    }
    while (text.starts_with(' ')) {
        text.remove_prefix(1);
    }
    const bool is_number = text.size() == kUnDigits &&
                           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    return is_number ? std::optional{"UN" + std::string{text}} : std::nullopt;
}

bool is_exempt(const DangerousGoods& goods) noexcept {
    return std::ranges::find(kLithium, goods.un) != kLithium.end() &&
           (goods.wh_per_battery || goods.wh_per_cell) &&
           is_within(goods.wh_per_battery, exempt_battery_wh_max) &&
           is_within(goods.wh_per_cell, exempt_cell_wh_max);
}

} // namespace route9::fulfillment
