// SPDX-License-Identifier: Apache-2.0
// Manifests at rest: the served JSON, recipients and salts in it, sealed under the tenant's key of
// the day on which the manifest was made. Values only; opening asks the store for the key.
#pragma once

#include "core/json.hpp"
#include "core/tx.hpp"
#include "fulfillment/manifest_store.hpp"
#include "gateway/keyring.hpp"

#include <string>

namespace route9::gateway {

/// Fills document and document_day. Preconditions: tenant and id are set.
void seal_document(
    fulfillment::Manifest& manifest,
    const Json& served,
    const PeriodKey& key,
    const SealNonce& nonce
);

/// The exact text that is served. Error: not_found when the key of that day has died.
Result<std::string> open_document(Tx& tx, const fulfillment::Manifest& manifest, Keyring& keyring);

/// What the carrier answered, sealed under the same key.
Result<Bytes> seal_acknowledgement(
    Tx& tx,
    const fulfillment::Manifest& manifest,
    const Json& answer,
    Keyring& keyring,
    const SealNonce& nonce
);
/// Precondition: it was acknowledged. Error: as open_document.
Result<Json> open_acknowledgement(Tx& tx, const fulfillment::Manifest& manifest, Keyring& keyring);

} // namespace route9::gateway
