// SPDX-License-Identifier: Apache-2.0
// Calls of Sendo with a bearer token; see sendo_api.cpp.
#pragma once

#include "adapters/marketplaces/api_call.hpp"

#include <string>

namespace route9::adapters {

/// Below /api/partner/salesorder.
ApiCall sendo_get(const ApiAccess& access, const std::string& target);
ApiCall sendo_send(
    const ApiAccess& access, const char* method, const std::string& target, const Json& body
);
std::string sendo_order_target(const std::string& number);

} // namespace route9::adapters
