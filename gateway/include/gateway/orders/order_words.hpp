// SPDX-License-Identifier: Apache-2.0
// What people say about an order in their own words (why it was cancelled) may speak of people: it
// is sealed with the recipient, under that person's key, and dies with it. Words that come before
// their order are sealed under the tenant's key of the day, until the order takes them over.
#pragma once

#include "core/crypto.hpp"
#include "core/json.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "core/vault.hpp"
#include "fulfillment/order_store.hpp"
#include "gateway/keyring.hpp"
#include "gateway/orders/prepared_order.hpp"

#include <string>
#include <string_view>

namespace route9::gateway {

/// Puts the words beside the sealed recipient of the record; of an erased person they are dropped.
/// The caller stores the record with orders::update_recipient.
void keep_words(
    Tx& tx,
    fulfillment::OrderRecord& record,
    std::string_view words,
    const SealNonce& nonce,
    const Vault& vault
);

/// The same for an order that is being placed.
Result<void> keep_words(
    fulfillment::OrderRecord& record,
    const PreparedOrder& prepared,
    std::string_view words,
    const Vault& vault
);

/// The stored reasons as JSON, with the words at the one that tells of a cancellation.
Json spoken_reasons(std::string_view stored, std::string_view words);

/// Empty words stay empty.
fulfillment::EarlyWords seal_early_words(
    std::string_view words,
    const TenantId& tenant,
    std::string_view external_id,
    const PeriodKey& key,
    const SealNonce& nonce
);
/// Empty when there were none, or when the key of that day has died of age.
std::string open_early_words(
    Tx& tx,
    const fulfillment::EarlyWords& words,
    const TenantId& tenant,
    std::string_view external_id,
    Keyring& keyring
);

} // namespace route9::gateway
