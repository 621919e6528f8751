// SPDX-License-Identifier: Apache-2.0
// How KiotViet's public API is called: a bearer token and the retailer's name say who asks. Used by
// the files of KiotViet in this folder.
#pragma once

#include "adapters/marketplaces/api_call.hpp"

#include <string>

namespace route9::adapters {

ApiCall kiotviet_call(const ApiAccess& access, std::string method, std::string target);
std::string kiotviet_order_target(const std::string& id);

} // namespace route9::adapters
