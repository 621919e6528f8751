// SPDX-License-Identifier: Apache-2.0
// A shop's signed calls of Shopee; how they are signed stands in shopee_api.cpp.
#pragma once

#include "adapters/marketplaces/api_call.hpp"
#include "marketplaces/apis/query_text.hpp"

#include <string>

namespace route9::adapters {

ApiCall
shopee_get(const ApiAccess& access, const std::string& path, const Parameters& extra, Instant now);
ApiCall
shopee_post(const ApiAccess& access, const std::string& path, const Json& body, Instant now);

} // namespace route9::adapters
