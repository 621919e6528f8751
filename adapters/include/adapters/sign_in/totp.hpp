// SPDX-License-Identifier: Apache-2.0
// One-time codes of an authenticator app: RFC 6238 over HMAC-SHA-1, steps of 30 seconds, six
// digits. One step before and after the present one is taken, for clocks that differ; a step that
// was used, or lies before one, never again. Values only.
#pragma once

#include "core/crypto.hpp"
#include "core/secret.hpp"
#include "core/time.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace route9::adapters {

inline constexpr std::size_t totp_key_bytes = 20; // RFC 4226 §4 R6: the length of the digest

/// The number of the 30-second step since 1970.
std::int64_t totp_step(Instant at);
std::string totp_code(const Secret& key, std::int64_t step);

/// The step whose code this is, after `used_step`; nullopt when it is none.
std::optional<std::int64_t>
match_totp(const Secret& key, std::string_view code, Instant now, std::int64_t used_step);

/// What apps read from a QR code or by hand: "otpauth://totp/route9:NAME?secret=…&issuer=route9".
std::string totp_uri(const Secret& key, std::string_view account);
/// RFC 4648 base32, without padding.
std::string base32_of(ByteView bytes);

} // namespace route9::adapters
