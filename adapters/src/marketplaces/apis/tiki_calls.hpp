// SPDX-License-Identifier: Apache-2.0
// Calls of Tiki with a bearer token; see tiki_api.cpp.
#pragma once

#include "adapters/marketplaces/api_call.hpp"

#include <string>

namespace route9::adapters {

ApiCall tiki_order(const ApiAccess& access, const std::string& code);
/// `what` is the path below the order's.
ApiCall tiki_post(
    const ApiAccess& access, const std::string& code, const std::string& what, const Json& body
);
/// `path` is below /integration.
ApiCall tiki_get(const ApiAccess& access, const std::string& target);
ApiCall tiki_put(const ApiAccess& access, const std::string& path, const Json& body);

} // namespace route9::adapters
