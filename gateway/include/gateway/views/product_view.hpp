// SPDX-License-Identifier: Apache-2.0
// Catalogue and stock as the API shows them.
#pragma once

#include "core/json.hpp"
#include "fulfillment/product_store.hpp"
#include "fulfillment/stock.hpp"

namespace route9::gateway {

Json view(const fulfillment::Product& product);
Json view(const fulfillment::StockLevel& level);

} // namespace route9::gateway
