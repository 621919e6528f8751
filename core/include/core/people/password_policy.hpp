// SPDX-License-Identifier: Apache-2.0
// Which passwords are taken: long ones that nobody would guess, whatever signs they are made of
// (NIST SP 800-63B §5.1.1.2: length, a list of common values, words of the context; no rules of
// composition, no expiry). A password is normalised (NFKC) before it is checked or hashed, so that
// every keyboard gives the same bytes. Values only.
#pragma once

#include "core/result.hpp"
#include "core/secret.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace route9 {

inline constexpr std::size_t password_characters_min = 12;
inline constexpr std::size_t password_characters_max = 128;
/// What a request may hold: four bytes a character.
inline constexpr std::size_t password_bytes_max = 4 * password_characters_max;

/// The form that is hashed. The text must be valid UTF-8.
Secret normalised_password(std::string_view text);

/// `common` is the list in force, folded (fold_vietnamese); `context` are words of the person and
/// the business: name, address, tenant. Error: validation_failed at `pointer`.
Result<Secret> check_new_password(
    std::string_view pointer,
    std::string_view text,
    std::span<const std::string> common,
    std::span<const std::string> context
);

} // namespace route9
