// SPDX-License-Identifier: Apache-2.0
// Codes on paper for the day the telephone is lost: ten, each good once, 50 random bits each in
// Crockford base32 ("k3v9m-7qw2x"). The store keeps a blind index under the tenant's key, so that
// the database alone does not let anybody try them.
#pragma once

#include "core/entropy.hpp"
#include "core/names.hpp"
#include "core/vault.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace route9 {

inline constexpr std::size_t recovery_codes_count = 10;
inline constexpr std::size_t recovery_code_bytes_min = 10;
inline constexpr std::size_t recovery_code_bytes_max = 32;

std::vector<std::string> make_recovery_codes(Entropy& entropy);
/// Case, blanks and hyphens do not count; o reads as 0, i and l as 1.
BlindIndex recovery_code_index(const Secret& tenant_key, const UserId& user, std::string_view code);

} // namespace route9
