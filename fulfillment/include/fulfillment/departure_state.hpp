// SPDX-License-Identifier: Apache-2.0
// How far a truck's trip has come. It moves only open → closing → closed → departed → arrived, and
// from closed back to closing while its papers are made again.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace route9::fulfillment {

enum class DepartureState : std::uint8_t { open, closing, closed, departed, arrived };

std::string_view name(DepartureState state) noexcept;
std::optional<DepartureState> parse_departure_state(std::string_view text) noexcept;

} // namespace route9::fulfillment
