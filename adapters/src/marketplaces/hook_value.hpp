// SPDX-License-Identifier: Apache-2.0
// The value that a profile's source names in a request, as text. Pure; any thread.
#pragma once

#include "adapters/marketplaces/hook_request.hpp"
#include "adapters/marketplaces/profile.hpp"
#include "core/json.hpp"

#include <optional>
#include <string>

namespace route9::adapters {

/// Nullopt where it is absent, or neither text nor a number.
std::optional<std::string>
value_of(const ValueSource& source, const HookRequest& request, const Json& body);

} // namespace route9::adapters
