// SPDX-License-Identifier: Apache-2.0
// Departures made ahead by the timetable, one unit of work a row: each day once, whoever asks and
// however often. A day on which its gate does not work is passed by, and so is what a vehicle may
// not do. What was made is a row like any other and is never touched again.
#pragma once

#include "core/tx.hpp"
#include "fulfillment/timetable.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/shipping/drawn_entropy.hpp"

namespace route9::gateway {

/// How many were made. Events: departure.opened of each, departure.not_made where a day has none.
Result<int> make_departures(
    Tx& tx,
    const fulfillment::timetable::DueRow& due,
    const Catalogue& catalogue,
    DrawnEntropy ids,
    Instant now
);

} // namespace route9::gateway
