// SPDX-License-Identifier: Apache-2.0
// A shop's signed calls of TikTok Shop; how they are signed stands in tiktok_api.cpp.
#pragma once

#include "adapters/marketplaces/api_call.hpp"

#include <string>

namespace route9::adapters {

ApiCall tiktok_order(const ApiAccess& access, const std::string& id, Instant now);
ApiCall
tiktok_post(const ApiAccess& access, const std::string& path, const Json& body, Instant now);

} // namespace route9::adapters
