// SPDX-License-Identifier: Apache-2.0
// Reads the members "api" and "order_states" of a profile row. Used by the profile loader only.
#pragma once

#include "adapters/marketplaces/api_rule.hpp"
#include "core/json.hpp"

#include <string>

namespace route9::adapters {

ApiRule read_api_rule(const Json& object, const std::string& pointer, FieldErrors& errors);
OrderStates read_order_states(const Json& object, const std::string& pointer, FieldErrors& errors);

} // namespace route9::adapters
