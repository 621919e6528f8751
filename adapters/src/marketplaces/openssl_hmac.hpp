// SPDX-License-Identifier: Apache-2.0
// The HMACs that libsodium has none of: SHA-1 for platforms that know nothing newer (TikiNOW),
// SHA-512 where a connection is told to. Any thread.
#pragma once

#include "core/crypto.hpp"

namespace route9::adapters {

/// 20 bytes.
Bytes hmac_sha1(ByteView key, ByteView data);
/// 64 bytes.
Bytes hmac_sha512(ByteView key, ByteView data);

} // namespace route9::adapters
