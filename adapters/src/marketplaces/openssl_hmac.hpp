// SPDX-License-Identifier: Apache-2.0
// HMAC-SHA-1 for platforms that know nothing newer (TikiNOW); libsodium has none. Any thread.
#pragma once

#include "core/crypto.hpp"

#include <array>
#include <cstddef>

namespace route9::adapters {

std::array<std::byte, 20> hmac_sha1(ByteView key, ByteView data);

} // namespace route9::adapters
