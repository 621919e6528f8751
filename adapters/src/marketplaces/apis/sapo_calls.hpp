// SPDX-License-Identifier: Apache-2.0
// Calls of a Sapo shop with its token or its private app's key; see sapo_api.cpp.
#pragma once

#include "adapters/marketplaces/api_call.hpp"

#include <string>

namespace route9::adapters {

/// `target` is below /admin.
ApiCall
sapo_call(const ApiAccess& access, std::string method, std::string target, const Json& body = {});

} // namespace route9::adapters
