// SPDX-License-Identifier: Apache-2.0
#include "core/people/password_hash.hpp"

#include "core/assert.hpp"
#include "core/crypto.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <new>

namespace route9 {
namespace {

constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kKibibyte = 1024;

static_assert(password_salt_bytes == crypto_pwhash_argon2id_SALTBYTES);

/// Base64 as the encoded form of Argon2 has it: without padding.
std::string unpadded(ByteView bytes) {
    std::string text = base64(bytes);
    while (text.ends_with('=')) {
        text.pop_back();
    }
    return text;
}

/// Never null, which libsodium does not take for an empty one.
std::string_view text_of(const Secret& password) {
    const std::string_view text = password.reveal_text();
    return text.data() == nullptr ? std::string_view{""} : text;
}

} // namespace

PasswordSalt make_password_salt(Entropy& entropy) {
    PasswordSalt salt{};
    entropy.fill(salt);
    return salt;
}

std::string hash_password(const Secret& normalised, const PasswordSalt& salt, PasswordCost cost) {
    ROUTE9_ASSERT(cost.passes >= crypto_pwhash_argon2id_OPSLIMIT_MIN);
    ROUTE9_ASSERT(cost.memory_kib * kKibibyte >= crypto_pwhash_argon2id_MEMLIMIT_MIN);
    const std::string_view password = text_of(normalised);
    std::array<std::byte, kHashBytes> hash{};
    const int refused = crypto_pwhash_argon2id(
        reinterpret_cast<unsigned char*>(hash.data()),
        hash.size(),
        password.data(),
        password.size(),
        reinterpret_cast<const unsigned char*>(salt.data()),
        cost.passes,
        cost.memory_kib * kKibibyte,
        crypto_pwhash_argon2id_ALG_ARGON2ID13
    );
    if (refused != 0) {
        throw std::bad_alloc{};
    }
    return fmt::format(
        "$argon2id$v=19$m={},t={},p=1${}${}",
        cost.memory_kib,
        cost.passes,
        unpadded(salt),
        unpadded(hash)
    );
}

bool verify_password(const Secret& normalised, const std::string& stored) noexcept {
    const std::string_view password = text_of(normalised);
    return crypto_pwhash_argon2id_str_verify(stored.c_str(), password.data(), password.size()) == 0;
}

bool is_outdated_hash(const std::string& stored, PasswordCost cost) noexcept {
    return crypto_pwhash_argon2id_str_needs_rehash(
               stored.c_str(), cost.passes, cost.memory_kib * kKibibyte
           ) != 0;
}

} // namespace route9
