// SPDX-License-Identifier: Apache-2.0
// Calls of Haravan with a bearer token; see haravan_api.cpp.
#pragma once

#include "adapters/marketplaces/api_call.hpp"

#include <string>

namespace route9::adapters {

/// `target` is below /com.
ApiCall haravan_call(
    const ApiAccess& access, std::string method, std::string target, const Json& body = {}
);

} // namespace route9::adapters
