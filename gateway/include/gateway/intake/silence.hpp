// SPDX-License-Identifier: Apache-2.0
// When the silence of a channel is worth an alarm: when it usually speaks at these hours. Shops
// sleep at night and on their own days, so the same hours of the seven days before are asked, and
// nothing is assumed of a channel that is new. Pure; any thread.
#pragma once

#include "core/time.hpp"

#include <array>
#include <cstdint>
#include <optional>

namespace route9::gateway {

inline constexpr int silence_days = 7;

/// Messages at the same hours, `[0]` one day before and `[6]` a week before; nullopt on days when
/// the connection was not there yet.
using SameHours = std::array<std::optional<std::int64_t>, silence_days>;

/// Which slots of ten minutes have been quiet: whole ones only, a day at most. `last` is before
/// `first` when there is none.
struct QuietSlots {
    std::int64_t first = 0;
    std::int64_t last = -1;

    bool empty() const noexcept { return last < first; }
};

/// `heard` is when it last spoke, or when we began to listen if that was later.
QuietSlots quiet_slots(Instant heard, Instant now) noexcept;

/// It spoke (five messages or more) at these hours on at least three of the days known and on all
/// of them but one, and the one is not the same weekday.
bool usually_speaks(const SameHours& days) noexcept;

} // namespace route9::gateway
