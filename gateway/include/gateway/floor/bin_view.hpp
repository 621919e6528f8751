// SPDX-License-Identifier: Apache-2.0
// A bin of a warehouse with what lies in it, as JSON.
#pragma once

#include "core/json.hpp"
#include "fulfillment/bin_store.hpp"

#include <vector>

namespace route9::gateway {

Json bin_view(const fulfillment::Bin& bin, const std::vector<fulfillment::BinGoods>& goods);

} // namespace route9::gateway
