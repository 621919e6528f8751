// SPDX-License-Identifier: Apache-2.0
// Argon2id (RFC 9106) over libsodium. The parameters stand in the stored text
// ("$argon2id$v=19$m=19456,t=2,p=1$salt$hash"), so that they can be raised: an older text still
// verifies, and is renewed when its person signs in. Takes tens of milliseconds and its memory:
// never on an I/O thread. Thread-safe.
#pragma once

#include "core/entropy.hpp"
#include "core/secret.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace route9 {

/// OWASP Password Storage Cheat Sheet (2024): m = 19 MiB, t = 2, p = 1 is the least.
struct PasswordCost {
    std::uint32_t memory_kib = 19 * 1024;
    std::uint32_t passes = 2;
};

inline constexpr std::size_t password_salt_bytes = 16;
using PasswordSalt = std::array<std::byte, password_salt_bytes>;

PasswordSalt make_password_salt(Entropy& entropy);

/// Throws std::bad_alloc when there is no memory for it.
std::string
hash_password(const Secret& normalised, const PasswordSalt& salt, PasswordCost cost = {});
/// Also false for a text that is no hash.
bool verify_password(const Secret& normalised, const std::string& stored) noexcept;
/// True when the text was made with other parameters than `cost`.
bool is_outdated_hash(const std::string& stored, PasswordCost cost = {}) noexcept;

} // namespace route9
