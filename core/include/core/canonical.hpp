// SPDX-License-Identifier: Apache-2.0
// Canonical bytes for everything hashed or signed: RFC 8785 JSON with integers within ±2^53 and no
// floating point (larger or fractional values are decimal text), UTC instants to the second,
// absent members left out. Hash: lower-case hex SHA-256. Signed text: "route9/<kind>/v1\n" + hash.
#pragma once

#include "core/result.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace route9 {

/// Error: validation_failed for a float or an integer beyond ±2^53.
Result<std::string> canonical_json(const nlohmann::json& value);
std::string canonical_hash(std::string_view canonical_bytes);
std::string signing_text(std::string_view kind, std::string_view hash_hex);

} // namespace route9
