// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.hpp"

#include "core/assert.hpp"

#include <sodium.h>

#include <algorithm>
#include <stdexcept>

namespace route9 {
namespace {

static_assert(seal_key_bytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(seal_nonce_bytes == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(seal_overhead_bytes == seal_nonce_bytes + crypto_aead_xchacha20poly1305_ietf_ABYTES);

// libsodium speaks unsigned char; these two are the only places where bytes change their type.
const unsigned char* in(ByteView bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* out(std::span<std::byte> bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}

/// The 64 bytes libsodium signs with, wiped when they go.
struct SigningKey {
    PublicKey public_key{};
    std::array<std::byte, crypto_sign_SECRETKEYBYTES> expanded{};

    explicit SigningKey(const Secret& seed) {
        ROUTE9_ASSERT(seed.reveal().size() == crypto_sign_SEEDBYTES);
        crypto_sign_seed_keypair(out(public_key), out(expanded), in(seed.reveal()));
    }
    SigningKey(const SigningKey&) = delete;
    SigningKey& operator=(const SigningKey&) = delete;
    ~SigningKey() { wipe(expanded.data(), expanded.size()); }
};

std::string encode_base64(ByteView data, int variant) {
    std::string text(sodium_base64_encoded_len(data.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), in(data), data.size(), variant);
    text.pop_back(); // the terminating zero byte
    return text;
}

std::optional<Bytes> decode_base64(std::string_view text, int variant) {
    Bytes bytes(text.size() / 4 * 3 + 3);
    std::size_t size = 0;
    const int refused = sodium_base642bin(
        out(bytes), bytes.size(), text.data(), text.size(), nullptr, &size, nullptr, variant
    );
    if (refused != 0) {
        return std::nullopt;
    }
    bytes.resize(size);
    return bytes;
}

} // namespace

void crypto_start() {
    if (sodium_init() < 0) {
        throw std::runtime_error{"libsodium cannot start: no secure randomness on this machine"};
    }
}

void SystemEntropy::fill(std::span<std::byte> bytes) {
    randombytes_buf(bytes.data(), bytes.size());
}

Digest256 sha256(ByteView data) {
    Digest256 digest;
    crypto_hash_sha256(out(digest), in(data), data.size());
    return digest;
}

Digest256 hmac_sha256(ByteView key, ByteView data) {
    Digest256 digest;
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, in(key), key.size());
    crypto_auth_hmacsha256_update(&state, in(data), data.size());
    crypto_auth_hmacsha256_final(&state, out(digest));
    wipe(&state, sizeof state);
    return digest;
}

Digest256 keyed_digest(ByteView key, ByteView data) {
    ROUTE9_ASSERT(key.size() >= crypto_generichash_KEYBYTES_MIN);
    ROUTE9_ASSERT(key.size() <= crypto_generichash_KEYBYTES_MAX);
    Digest256 digest;
    crypto_generichash(out(digest), digest.size(), in(data), data.size(), in(key), key.size());
    return digest;
}

bool equal_secret(ByteView left, ByteView right) noexcept {
    if (left.size() != right.size()) {
        return false;
    }
    return left.empty() || sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string hex(ByteView data) {
    std::string text(data.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), in(data), data.size());
    text.pop_back(); // the terminating zero byte
    return text;
}

std::optional<Bytes> from_hex(std::string_view text) {
    Bytes bytes(text.size() / 2 + 1); // never empty: libsodium wants an address
    std::size_t size = 0;
    const int refused =
        sodium_hex2bin(out(bytes), bytes.size(), text.data(), text.size(), nullptr, &size, nullptr);
    if (refused != 0) {
        return std::nullopt;
    }
    bytes.resize(size);
    return bytes;
}

std::string base64(ByteView data) {
    return encode_base64(data, sodium_base64_VARIANT_ORIGINAL);
}

std::optional<Bytes> from_base64(std::string_view text) {
    return decode_base64(text, sodium_base64_VARIANT_ORIGINAL);
}

std::string base64url(ByteView data) {
    return encode_base64(data, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::optional<Bytes> from_base64url(std::string_view text) {
    return decode_base64(text, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

PublicKey ed25519_public_key(const Secret& seed) {
    return SigningKey{seed}.public_key;
}

Signature ed25519_sign(const Secret& seed, ByteView message) {
    const SigningKey key{seed};
    Signature signature;
    crypto_sign_detached(out(signature), nullptr, in(message), message.size(), in(key.expanded));
    return signature;
}

bool ed25519_verify(const PublicKey& key, ByteView message, const Signature& signature) noexcept {
    return crypto_sign_verify_detached(in(signature), in(message), message.size(), in(key)) == 0;
}

SealNonce make_nonce(Entropy& entropy) {
    SealNonce nonce;
    entropy.fill(nonce);
    return nonce;
}

Bytes seal(const Secret& key, const SealNonce& nonce, ByteView plain, ByteView context) {
    ROUTE9_ASSERT(key.reveal().size() == seal_key_bytes);
    Bytes sealed(plain.size() + seal_overhead_bytes);
    std::ranges::copy(nonce, sealed.begin());
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        out(std::span{sealed}.subspan(seal_nonce_bytes)),
        nullptr,
        in(plain),
        plain.size(),
        in(context),
        context.size(),
        nullptr,
        in(nonce),
        in(key.reveal())
    );
    return sealed;
}

std::optional<Bytes> unseal(const Secret& key, ByteView sealed, ByteView context) {
    ROUTE9_ASSERT(key.reveal().size() == seal_key_bytes);
    if (sealed.size() < seal_overhead_bytes) {
        return std::nullopt;
    }
    Bytes plain(sealed.size() - seal_overhead_bytes);
    const ByteView box = sealed.subspan(seal_nonce_bytes);
    const int refused = crypto_aead_xchacha20poly1305_ietf_decrypt(
        out(plain),
        nullptr,
        nullptr,
        in(box),
        box.size(),
        in(context),
        context.size(),
        in(sealed.first(seal_nonce_bytes)),
        in(key.reveal())
    );
    if (refused != 0) {
        return std::nullopt;
    }
    return plain;
}

} // namespace route9
