// SPDX-License-Identifier: Apache-2.0
// Calls of Nhanh.vn with an app, a business and its token; see nhanh_api.cpp.
#pragma once

#include "adapters/marketplaces/api_call.hpp"

#include <string>

namespace route9::adapters {

ApiCall nhanh_call(const ApiAccess& access, const char* path, const Json& asked);
/// A number where it is one.
Json nhanh_id(const std::string& id);

} // namespace route9::adapters
