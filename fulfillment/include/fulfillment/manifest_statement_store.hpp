// SPDX-License-Identifier: Apache-2.0
// What the two sides of a manifest have said and signed, round after round, and the keys carriers
// sign with. Both only grow: a statement or key is followed by the next, never changed.
#pragma once

#include "core/crypto.hpp"
#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/line_settlement.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace route9::fulfillment {

struct ManifestStatement {
    TenantId tenant;
    ManifestId manifest;
    ManifestSide side = ManifestSide::carrier;
    std::int64_t round = 1; // of this side
    PartyId carrier;
    std::string statement{}; // canonical
    std::string hash{};
    PublicKey public_key{}; // the signature holds under it
    Signature signature{};
    std::string signer{};       // who said it: a key's or a user's id
    bool countersigned = false; // with our key, in a carrier's name, which has none
    Instant at{};
};

struct CarrierSigningKey {
    std::int64_t number = 1;
    PublicKey public_key{};
    Instant from{};
    std::optional<Instant> until{}; // when it was replaced
};

namespace manifest_statements {

/// False when the side has spoken this round already.
bool insert(Tx& tx, const ManifestStatement& statement);
/// By (at, side, round): as they were said.
std::vector<ManifestStatement>
of_manifest(Tx& tx, const TenantId& tenant, const ManifestId& manifest);

} // namespace manifest_statements

namespace carrier_signing_keys {

/// The present one.
std::optional<CarrierSigningKey> find(Tx& tx, const TenantId& tenant, const PartyId& carrier);
/// Ends the present one; the same key again changes nothing.
CarrierSigningKey
put(Tx& tx, const TenantId& tenant, const PartyId& carrier, const PublicKey& key, Instant at);

} // namespace carrier_signing_keys
} // namespace route9::fulfillment
