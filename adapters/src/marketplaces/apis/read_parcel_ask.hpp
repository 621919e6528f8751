// SPDX-License-Identifier: Apache-2.0
// The member "parcel_ask" of a carrier's row. Used by profile.cpp only.
#pragma once

#include "adapters/marketplaces/parcel_ask_rule.hpp"
#include "core/json.hpp"

#include <string>

namespace route9::adapters {

ParcelAskRule read_parcel_ask(const Json& object, const std::string& pointer, FieldErrors& errors);

} // namespace route9::adapters
