// SPDX-License-Identifier: Apache-2.0
// The recipient at rest: name, phone, address, the order's note and what was said when it was
// cancelled are sealed under a key of that person's own; equality search and the splitting test use
// blind indexes of the normalised phone and folded name. Country, province and district stay clear.
// Erasing the person's key erases the person and leaves every digest valid.
#pragma once

#include "core/crypto.hpp"
#include "core/names.hpp"
#include "core/result.hpp"
#include "core/vault.hpp"
#include "fulfillment/order.hpp"

#include <string>
#include <string_view>

namespace route9::fulfillment {

struct SealedRecipient {
    PersonId person;
    WrappedKey wrapped_key;
    Bytes sealed;
    BlindIndex phone_index{};
    BlindIndex name_index{};
};

/// What is sealed together: a recipient and the free text that may speak of them.
struct PersonalDetails {
    Recipient recipient;
    std::string note{};
    std::string words{}; // of whoever cancelled the order

    friend bool operator==(const PersonalDetails&, const PersonalDetails&) = default;
};

/// `normalised_phone` is E.164 where the phone could be read, else the text as typed.
SealedRecipient seal_recipient(
    const PersonalDetails& details,
    std::string_view normalised_phone,
    const TenantId& tenant,
    const Secret& index_key,
    const Vault& vault,
    Entropy& entropy,
    Instant now
);

/// Seals changed details under the person's existing key.
Bytes reseal_recipient(
    const PersonalDetails& details,
    const TenantId& tenant,
    const PersonId& person,
    const Secret& key,
    const SealNonce& nonce
);

/// Error: internal when the key does not open it (another person's, or damaged).
Result<PersonalDetails> open_recipient(
    ByteView sealed,
    const TenantId& tenant,
    const PersonId& person,
    ByteView wrapped_key,
    const Vault& vault
);

/// The context under which a person's key is wrapped.
std::string person_key_context(const TenantId& tenant, const PersonId& person);

} // namespace route9::fulfillment
