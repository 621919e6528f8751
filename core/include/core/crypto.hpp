// SPDX-License-Identifier: Apache-2.0
// Thin, typed wrappers over libsodium (and nothing else): message authentication, signatures,
// digests, sealing. One key serves one purpose. Call crypto_start() once before anything else.
#pragma once

#include "core/entropy.hpp"
#include "core/secret.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9 {

using Bytes = std::vector<std::byte>;
using ByteView = std::span<const std::byte>;
using Digest256 = std::array<std::byte, 32>;
using Signature = std::array<std::byte, 64>;
using PublicKey = std::array<std::byte, 32>;

inline ByteView as_byte_view(std::string_view text) {
    return std::as_bytes(std::span{text.data(), text.size()});
}

/// Initialises libsodium; throws std::runtime_error when it cannot.
void crypto_start();

/// The operating system's generator through libsodium.
class SystemEntropy final : public Entropy {
public:
    void fill(std::span<std::byte> out) override;
};

Digest256 sha256(ByteView data);
Digest256 hmac_sha256(ByteView key, ByteView data);
/// Keyed BLAKE2b-256: blind indexes and salted digests. Key of 16 to 64 bytes.
Digest256 keyed_digest(ByteView key, ByteView data);
/// Constant time for equal lengths.
bool equal_secret(ByteView left, ByteView right) noexcept;

std::string hex(ByteView data);
std::optional<Bytes> from_hex(std::string_view text); // either case
std::string base64(ByteView data);
/// Strict: canonical, padded. Nullopt otherwise.
std::optional<Bytes> from_base64(std::string_view text);
std::string base64url(ByteView data); // no padding
std::optional<Bytes> from_base64url(std::string_view text);

/// Ed25519. The secret is the 32-byte seed.
PublicKey ed25519_public_key(const Secret& seed);
Signature ed25519_sign(const Secret& seed, ByteView message);
bool ed25519_verify(const PublicKey& key, ByteView message, const Signature& signature) noexcept;

inline constexpr std::size_t seal_key_bytes = 32;
inline constexpr std::size_t seal_nonce_bytes = 24;
inline constexpr std::size_t seal_overhead_bytes = seal_nonce_bytes + 16;

using SealNonce = std::array<std::byte, seal_nonce_bytes>;
SealNonce make_nonce(Entropy& entropy);

/// XChaCha20-Poly1305: nonce ‖ ciphertext ‖ tag. `context` is authenticated, not stored: it binds
/// the sealed bytes to their place (table and row), so that they cannot be moved.
Bytes seal(const Secret& key, const SealNonce& nonce, ByteView plain, ByteView context);
/// Nullopt when the key, the context or a bit is wrong.
std::optional<Bytes> unseal(const Secret& key, ByteView sealed, ByteView context);

} // namespace route9
