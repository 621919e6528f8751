// SPDX-License-Identifier: Apache-2.0
#include "gateway/intake/silence.hpp"

#include "gateway/intake/connection_tally.hpp"

#include <algorithm>

namespace route9::gateway {
namespace {

constexpr std::int64_t kSpeaks = 5; // fewer may be chance
constexpr int kDaysMin = 3;
constexpr int kExceptionsMax = 1;
constexpr std::int64_t kSlotsOfADay = Seconds{std::chrono::days{1}} / heard_slot;

} // namespace

QuietSlots quiet_slots(Instant heard, Instant now) noexcept {
    QuietSlots quiet{.first = slot_of(heard) + 1, .last = slot_of(now) - 1};
    quiet.last = std::min(quiet.last, quiet.first + kSlotsOfADay - 1);
    return quiet;
}

bool usually_speaks(const SameHours& days) noexcept {
    int spoke = 0;
    int was_quiet = 0;
    for (const auto& messages : days) {
        if (messages) {
            ++(*messages >= kSpeaks ? spoke : was_quiet);
        }
    }
    const auto& same_weekday = days.back();
    const bool rests_today = same_weekday && *same_weekday < kSpeaks;
    return spoke >= kDaysMin && was_quiet <= kExceptionsMax && !rests_today;
}

} // namespace route9::gateway
