// SPDX-License-Identifier: Apache-2.0
// Calls of a Shopify shop with its token; see shopify_api.cpp.
#pragma once

#include "adapters/marketplaces/api_call.hpp"

#include <string>
#include <string_view>

namespace route9::adapters {

ApiCall shopify_query(const ApiAccess& access, std::string_view query, const Json& variables);
/// "gid://shopify/Order/820982911946154508".
std::string shopify_order_gid(const std::string& id);

} // namespace route9::adapters
