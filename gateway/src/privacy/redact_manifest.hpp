// SPDX-License-Identifier: Apache-2.0
// Takes an erased recipient's lines out of a sealed manifest. Of a line only its digest is left,
// and the hash and the signature over the digests still hold.
#pragma once

#include "core/entropy.hpp"
#include "core/names.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "gateway/keyring.hpp"

#include <string>
#include <vector>

namespace route9::gateway {

/// `codes` are the parcels' codes. Nothing when the manifest's key has died of age.
Result<void> redact_manifest(
    Tx& tx,
    const TenantId& tenant,
    const ManifestId& id,
    const std::vector<std::string>& codes,
    Keyring& keyring,
    Entropy& nonces
);

} // namespace route9::gateway
