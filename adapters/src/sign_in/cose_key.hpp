// SPDX-License-Identifier: Apache-2.0
// Public keys of authenticators in COSE (RFC 9052, RFC 9053): ES256 on P-256, EdDSA with Ed25519,
// RS256. nlohmann's CBOR reads no maps with integer keys, so this reads the little that keys use.
// Private to the adapters.
#pragma once

#include "core/crypto.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace route9::adapters {

enum class CoseAlgorithm : std::int16_t { es256 = -7, eddsa = -8, rs256 = -257 };

struct CoseKey {
    CoseAlgorithm algorithm = CoseAlgorithm::es256;
    Bytes first;           // x of a point, or an RSA modulus
    Bytes second;          // y of a point on P-256, or an RSA exponent
    std::size_t bytes = 0; // that the key takes at the start of what was read
};

/// Nullopt for what is no key of these kinds.
std::optional<CoseKey> read_cose_key(ByteView bytes);

bool verify_with(const CoseKey& key, ByteView message, ByteView signature);

} // namespace route9::adapters
