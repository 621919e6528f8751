// SPDX-License-Identifier: Apache-2.0
// Address and name of a person, which stand sealed under the person's own key, and the blind index
// that finds the address. Addresses are compared without case.
#pragma once

#include "core/people/user.hpp"
#include "core/vault.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace route9::gateway {

struct PersonDetails {
    std::string email;
    std::string name;
};

/// Trimmed, in small letters. Nullopt for what is no address of ASCII characters.
std::optional<std::string> read_email(std::string_view text);
BlindIndex email_index(const Secret& index_key, std::string_view email);

/// The context of a person's wrapped key.
std::string person_key_context(const TenantId& tenant, const UserId& user);
/// Error: not_found when the person was erased.
Result<Secret> person_key(Tx& tx, const TenantId& tenant, const UserId& user, const Vault& vault);

Bytes seal_details(
    const PersonDetails& details, const UserId& user, const Secret& key, const SealNonce& nonce
);
/// Empty texts for a person who was erased.
PersonDetails open_details(Tx& tx, const UserRecord& user, const Vault& vault);

} // namespace route9::gateway
