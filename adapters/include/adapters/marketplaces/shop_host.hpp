// SPDX-License-Identifier: Apache-2.0
// Where the API of a platform stands that gives each shop a host of its own. What a person entered
// is checked: a public name over https, below the platform's domain where it has one. What a
// message calls its shop is never used for it. Pure; any thread.
#pragma once

#include "adapters/marketplaces/api_rule.hpp"
#include "core/result.hpp"

#include <string>
#include <string_view>

namespace route9::adapters {

/// "shop.example.vn", with a path behind it where the platform allows any host; "https://" and a
/// slash at the end may be written. Error: validation_failed with the mend, pointer "/host".
Result<std::string> shop_host(const ApiRule& rule, std::string_view given);

} // namespace route9::adapters
