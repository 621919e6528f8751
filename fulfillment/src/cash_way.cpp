// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/cash_way.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace route9::fulfillment {
namespace {

constexpr std::array<std::string_view, 4> kNames{"none", "due", "collected", "remitted"};

} // namespace

std::string_view name(CashState state) noexcept {
    return kNames[static_cast<std::size_t>(state)];
}

CashState parse_cash_state(std::string_view text) noexcept {
    const auto* const found = std::ranges::find(kNames, text);
    return found == kNames.end() ? CashState::none : static_cast<CashState>(found - kNames.begin());
}

CashState advance_cash(CashState now, CashState told) noexcept {
    return now == CashState::none ? now : std::max(now, told);
}

} // namespace route9::fulfillment
