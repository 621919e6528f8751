// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/giving_up.hpp"

#include <set>

namespace route9::fulfillment {
namespace {

using enum TrackingStatus;

constexpr std::int64_t kReminderDays = 2;

bool is_refusal(const std::optional<Incident>& incident) noexcept {
    return incident == Incident::consignee_refused || incident == Incident::consignee_cancelled;
}

bool is_at_the_end(TrackingStatus status) noexcept {
    return status == delivery_failed || status == ready_for_pickup || status == on_hold;
}

} // namespace

std::optional<GivenUp>
given_up(const CarrierWord& word, std::int64_t failed_days, std::int64_t attempts_max) noexcept {
    const bool is_refused = word.moved && is_refusal(word.incident);
    if (word.moved && is_coming_back(word.now)) {
        const auto reason = is_refused ? ReturnReason::refused : ReturnReason::unclaimed;
        return GivenUp{.reason = reason, .state = ReturnState::coming};
    }
    if (is_refused && is_at_the_end(word.now)) {
        return GivenUp{.reason = ReturnReason::refused};
    }
    if (word.now == delivery_failed && attempts_max > 0 && failed_days >= attempts_max) {
        return GivenUp{.reason = ReturnReason::unclaimed, .by_attempts = true};
    }
    return std::nullopt;
}

bool is_coming_back(TrackingStatus status) noexcept {
    return status == return_in_transit || status == returned;
}

std::int64_t days_among(std::span<const Instant> tries) {
    std::set<std::chrono::sys_days> days;
    for (const Instant each : tries) {
        days.insert(std::chrono::sys_days{corridor_day(each)});
    }
    return std::ssize(days);
}

Instant kept_until(Instant arrived, std::int64_t days) {
    const std::chrono::days kept{days + 1};
    return corridor_midnight(Day{std::chrono::sys_days{corridor_day(arrived)} + kept});
}

std::optional<Instant> reminder_before(Instant end, std::int64_t days) {
    if (days <= kReminderDays) {
        return std::nullopt;
    }
    return end - std::chrono::days{kReminderDays};
}

} // namespace route9::fulfillment
