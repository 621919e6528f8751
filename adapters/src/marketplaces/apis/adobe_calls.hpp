// SPDX-License-Identifier: Apache-2.0
// Calls of a shop's own Adobe Commerce with an integration's token; see adobe_api.cpp.
#pragma once

#include "adapters/marketplaces/api_call.hpp"

#include <string>

namespace route9::adapters {

/// Below /rest/V1.
ApiCall adobe_get(const ApiAccess& access, const std::string& target);
ApiCall adobe_post(const ApiAccess& access, const std::string& target, const Json& body);
std::string adobe_order_target(const char* above, const std::string& id, const char* below);

} // namespace route9::adapters
