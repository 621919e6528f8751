// SPDX-License-Identifier: Apache-2.0
// Whether a truck can still reach where it goes: reported legs may take its only road away.
#pragma once

#include "core/tx.hpp"
#include "fulfillment/departure_store.hpp"
#include "gateway/catalogue.hpp"

#include <optional>
#include <string>

namespace route9::gateway {

/// Why no road leads there now by the truck's gate; nullopt while one does, and for places between
/// which the corridor itself has none.
std::optional<std::string> road_closure_words(
    Tx& tx, const fulfillment::DepartureRecord& departure, const Catalogue& catalogue, Instant now
);

} // namespace route9::gateway
