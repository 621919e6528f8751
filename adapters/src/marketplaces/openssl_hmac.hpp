// SPDX-License-Identifier: Apache-2.0
// What libsodium has not: HMAC with SHA-1 for platforms that know nothing newer (TikiNOW), with
// SHA-512 where a connection is told to, and MD5 for J&T. Any thread.
#pragma once

#include "core/crypto.hpp"

#include <string_view>

namespace route9::adapters {

/// 20 bytes.
Bytes hmac_sha1(ByteView key, ByteView data);
/// 64 bytes.
Bytes hmac_sha512(ByteView key, ByteView data);

/// 16 bytes.
Bytes md5(std::string_view text);

} // namespace route9::adapters
