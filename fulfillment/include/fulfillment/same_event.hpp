// SPDX-License-Identifier: Apache-2.0
// Whether a carrier has told an event before, however it came: pushed, or found by asking. An
// answer names an event's time a little differently, or only what state the parcel is in and when
// something of it last changed; that must not make two events of one. Pure; any thread.
#pragma once

#include "core/time.hpp"

#include <cstdint>
#include <span>
#include <string>

namespace route9::fulfillment {

/// `asked_state`: the parcel was in that state at that time; when it came into it is not known.
enum class EventWay : std::uint8_t { told, asked_step, asked_state };

struct HeardEvent {
    EventWay way = EventWay::told;
    std::string word; // the carrier's
    Instant at{};
};

/// How far the times of a push and of an answer may lie apart. Own choice: a carrier that pushes
/// the same word twice within it has told nothing new.
inline constexpr Minutes same_event_span{2};

/// `heard` are all events of this parcel by this carrier, in any order.
bool is_heard(const HeardEvent& news, std::span<const HeardEvent> heard);

} // namespace route9::fulfillment
