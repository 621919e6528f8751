// SPDX-License-Identifier: Apache-2.0
// Parameters of a call: sorted by name, as most platforms sign them, and percent-encoded (RFC
// 3986).
#pragma once

#include "core/secret.hpp"

#include <map>
#include <string>
#include <string_view>

namespace route9::adapters {

using Parameters = std::map<std::string, std::string>;

/// "a=1&b=%C4%91"; also the body of a form.
std::string query_text(const Parameters& parameters);
/// As one step of a path: an id that was made up stays an id.
std::string path_step(const std::string& id);
/// Each name directly followed by its value.
std::string joined(const Parameters& parameters);
/// Lower-case hex of HMAC-SHA256.
std::string mac_hex(const Secret& key, std::string_view text);

} // namespace route9::adapters
