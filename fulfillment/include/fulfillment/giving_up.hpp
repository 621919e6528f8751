// SPDX-License-Identifier: Apache-2.0
// When a carrier has given a parcel up, so that its way back begins: it was refused, too many tries
// were in vain, nobody fetched it in time, or it is on its way back already. Days are calendar days
// of the corridor: a branch counts Sundays and holidays too. Pure; any thread.
#pragma once

#include "core/time.hpp"
#include "fulfillment/incident.hpp"
#include "fulfillment/return_case.hpp"
#include "fulfillment/tracking.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace route9::fulfillment {

/// What a carrier's event has come to.
struct CarrierWord {
    TrackingStatus before = TrackingStatus::created;
    TrackingStatus now = TrackingStatus::created;
    bool moved = false; // by this event
    std::optional<Incident> incident{};
    bool corrected = false; // it takes back what was told before
};

struct GivenUp {
    ReturnReason reason = ReturnReason::refused;
    ReturnState state = ReturnState::at_branch; // or coming: the carrier has decided
    bool by_attempts = false;

    friend bool operator==(const GivenUp&, const GivenUp&) = default;
};

/// `failed_days` of `attempts_max` (0: nobody has said) were in vain. What comes back without a
/// word of a refusal is unclaimed.
std::optional<GivenUp>
given_up(const CarrierWord& word, std::int64_t failed_days, std::int64_t attempts_max) noexcept;

/// Its carrier brings it back, or has brought it: it lies at no branch.
bool is_coming_back(TrackingStatus status) noexcept;

/// On how many days of the corridor these were; several tries of a day are one, as several words of
/// a carrier may speak of one try.
std::int64_t days_among(std::span<const Instant> tries);

/// The end of the last of so many days at a branch; that of arrival is not counted.
Instant kept_until(Instant arrived, std::int64_t days);
/// Two days before the end; nullopt where the branch keeps it no longer than that.
std::optional<Instant> reminder_before(Instant end, std::int64_t days);

} // namespace route9::fulfillment
