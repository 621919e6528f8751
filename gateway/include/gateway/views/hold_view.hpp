// SPDX-License-Identifier: Apache-2.0
// A reservation of stock as the API shows it.
#pragma once

#include "core/json.hpp"
#include "fulfillment/stock_hold.hpp"

namespace route9::gateway {

Json view(const fulfillment::StockHold& hold);

} // namespace route9::gateway
