// SPDX-License-Identifier: Apache-2.0
// Volumes as the API writes them: cubic metres, as a whole number or as text with up to six
// decimals; in the store they are cubic centimetres.
#pragma once

#include "core/json.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace route9::gateway {

/// In cubic centimetres; above zero, at most a thousand cubic metres.
std::optional<std::int64_t>
read_cubic_metres(ObjectReader& reader, std::string_view name, Need need);
std::string cubic_metres(std::int64_t volume_cm3);

} // namespace route9::gateway
