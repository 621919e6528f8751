// SPDX-License-Identifier: Apache-2.0
// What is done to one reservation that its key may see: read, commit, release. Each is harmless
// when it is asked again. Called on a worker.
#pragma once

#include "core/principal.hpp"
#include "core/tx.hpp"
#include "fulfillment/stock_hold.hpp"
#include "gateway/http/route.hpp"
#include "gateway/services.hpp"

#include <functional>
#include <string>

namespace route9::gateway {

/// Another party's is one that does not exist. Error: not_found.
Result<fulfillment::StockHold>
find_hold(Tx& tx, const Principal& principal, const fulfillment::HoldId& id);

using HoldAct = std::function<Result<fulfillment::StockHold>(Tx&, fulfillment::StockHold)>;

/// POST with an id and no members: runs what `make` gives in a unit and shows the reservation.
http::Route hold_act_route(
    Services& services,
    std::string pattern,
    std::string name,
    std::function<HoldAct(Services&)> make
);

} // namespace route9::gateway
