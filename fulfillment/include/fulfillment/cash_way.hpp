// SPDX-License-Identifier: Apache-2.0
// The way of a parcel's cash on delivery as its carrier tells it, apart from the way of the parcel:
// due, collected at the door, remitted to us. It only goes forward; a correction alone takes it
// back. It is the carrier's word: what is owed and paid stands in the receivable, and only a
// movement of a bank settles that.
#pragma once

#include <cstdint>
#include <string_view>

namespace route9::fulfillment {

enum class CashState : std::uint8_t { none, due, collected, remitted };

std::string_view name(CashState state) noexcept;
/// `none` for every word that is no state.
CashState parse_cash_state(std::string_view text) noexcept;

/// `now` after the carrier has told `told`; a parcel without cash keeps none.
CashState advance_cash(CashState now, CashState told) noexcept;

} // namespace route9::fulfillment
