// SPDX-License-Identifier: Apache-2.0
// Calls of a WooCommerce shop with its key; see woocommerce_api.cpp.
#pragma once

#include "adapters/marketplaces/api_call.hpp"

#include <string>

namespace route9::adapters {

/// `target` is below /wp-json/wc/v3.
ApiCall woocommerce_call(
    const ApiAccess& access, std::string method, std::string target, const Json& body = {}
);

} // namespace route9::adapters
