// SPDX-License-Identifier: Apache-2.0
// Members of the staff's requests that JSON has no type for: a time, a mass in kilograms.
#pragma once

#include "core/json.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace route9::gateway {

/// RFC 3339.
std::optional<Instant> read_time(ObjectReader& reader, std::string_view name, Need need);

/// Kilograms as a whole number or as decimal text to the gram; above zero. In grams.
std::optional<std::int64_t> read_kilograms(ObjectReader& reader, std::string_view name, Need need);

} // namespace route9::gateway
