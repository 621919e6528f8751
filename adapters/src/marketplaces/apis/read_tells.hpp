// SPDX-License-Identifier: Apache-2.0
// The member "tells" of a platform's row: which calls tell it what. Used by profile.cpp only.
#pragma once

#include "adapters/marketplaces/write_action.hpp"
#include "core/json.hpp"

#include <string>

namespace route9::adapters {

/// Adds to `errors` every action that there is not, and every call that cannot be read.
Tells read_tells(const Json& object, const std::string& pointer, FieldErrors& errors);

} // namespace route9::adapters
