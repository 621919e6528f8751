// SPDX-License-Identifier: Apache-2.0
// Members that hold bytes in base64url, as browsers give what an authenticator said.
#pragma once

#include "core/crypto.hpp"
#include "core/json.hpp"

#include <string>
#include <string_view>

namespace route9::gateway {

inline constexpr std::size_t binary_text_max = 8 * 1024;

/// Required; refuses what is no base64url and gives no bytes then.
Bytes read_binary(ObjectReader& reader, std::string_view name);

std::string text_of(const Bytes& bytes);

} // namespace route9::gateway
