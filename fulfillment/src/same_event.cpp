// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/same_event.hpp"

#include <algorithm>

namespace route9::fulfillment {
namespace {

/// Whether the parcel was told to be in another state after `from`, until `to`.
bool has_left(
    const std::string& word, Instant from, Instant to, std::span<const HeardEvent> heard
) {
    return std::ranges::any_of(heard, [&](const HeardEvent& other) {
        return other.word != word && other.at > from && other.at <= to;
    });
}

bool is_near(Instant one, Instant other) {
    return one - other <= same_event_span && other - one <= same_event_span;
}

/// A state lasts from the event that began it to the time at which it was seen.
bool is_of_state(
    const HeardEvent& seen, const HeardEvent& other, std::span<const HeardEvent> heard
) {
    return other.at <= seen.at + same_event_span && !has_left(seen.word, other.at, seen.at, heard);
}

bool is_same(const HeardEvent& one, const HeardEvent& other, std::span<const HeardEvent> heard) {
    using enum EventWay;
    if (one.way == asked_state && other.way == asked_state) {
        return one.at < other.at ? is_of_state(other, one, heard) : is_of_state(one, other, heard);
    }
    if (one.way == asked_state) {
        return is_of_state(one, other, heard);
    }
    if (other.way == asked_state) {
        return is_of_state(other, one, heard);
    }
    // Steps that came the same way have times of their own.
    return one.way != other.way && is_near(one.at, other.at);
}

} // namespace

bool is_heard(const HeardEvent& news, std::span<const HeardEvent> heard) {
    return std::ranges::any_of(heard, [&](const HeardEvent& known) {
        return known.word == news.word && is_same(news, known, heard);
    });
}

} // namespace route9::fulfillment
