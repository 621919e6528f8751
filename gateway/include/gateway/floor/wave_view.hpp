// SPDX-License-Identifier: Apache-2.0
// A wave as JSON: its work, and what is left to pick with where it lies. Bins and lots are those of
// the books: lots as they would leave, first expired first, behind what the wave has picked.
#pragma once

#include "core/json.hpp"
#include "core/tx.hpp"
#include "fulfillment/wave_store.hpp"

namespace route9::gateway {

/// Without its work.
Json wave_summary(const fulfillment::Wave& wave);
/// `today` decides which lots are past their day.
Json wave_view(Tx& tx, const fulfillment::Wave& wave, fulfillment::LocalDay today);

} // namespace route9::gateway
