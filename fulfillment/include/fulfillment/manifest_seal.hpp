// SPDX-License-Identifier: Apache-2.0
// The sealing rule of manifests (contract.md §6, architecture.md §5). A line's digest is
// SHA-256(salt ‖ canonical line); the manifest's hash is over its frame and the digests in their
// order; Ed25519 signs "route9/manifest/v1\n" + hash. Erasing a person deletes the salt and the
// line, keeps the digest and leaves the seal verifiable. Pure; any thread.
#pragma once

#include "core/crypto.hpp"
#include "core/result.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace route9::fulfillment {

inline constexpr std::size_t line_salt_bytes_min = 16;

/// Precondition: at least line_salt_bytes_min bytes of salt, fresh for every line.
Digest256 manifest_line_digest(ByteView salt, std::string_view canonical_line);

struct ManifestSeal {
    std::string hash; // lower-case hex SHA-256
    Signature signature{};

    friend bool operator==(const ManifestSeal&, const ManifestSeal&) = default;
};

/// `frame` is the manifest without its lines and without anything personal (id, carrier, gate,
/// departure, totals). Error: validation_failed when it has no canonical form or is no object
/// free of a member "lines".
Result<std::string>
manifest_hash(const nlohmann::json& frame, std::span<const Digest256> line_digests);

/// Errors as manifest_hash.
Result<ManifestSeal> seal_manifest(
    const nlohmann::json& frame, std::span<const Digest256> line_digests, const Secret& seed
);

/// line_differs: a line is not what its digest was made of (told by whoever has the lines).
enum class SealFault : std::uint8_t { none, line_differs, hash_differs, signature_invalid };

/// What is wrong with a seal; `none` when it holds. Errors as manifest_hash.
Result<SealFault> check_manifest(
    const nlohmann::json& frame,
    std::span<const Digest256> line_digests,
    const ManifestSeal& seal,
    const PublicKey& key
);

} // namespace route9::fulfillment
