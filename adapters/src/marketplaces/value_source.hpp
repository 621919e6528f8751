// SPDX-License-Identifier: Apache-2.0
// Reads lists like ["header:x-shop", "body:/data/id?", "sha256"] of a profile row. Used by the
// profile loader only.
#pragma once

#include "adapters/marketplaces/profile.hpp"
#include "core/json.hpp"

#include <string>
#include <vector>

namespace route9::adapters {

std::vector<ValueSource>
read_sources(const Json& list, const std::string& pointer, FieldErrors& errors);

} // namespace route9::adapters
