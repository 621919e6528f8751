// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/manifest_seal.hpp"

#include "core/assert.hpp"
#include "core/canonical.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace route9::fulfillment {

Digest256 manifest_line_digest(ByteView salt, std::string_view canonical_line) {
    ROUTE9_ASSERT(salt.size() >= line_salt_bytes_min);
    Bytes salted(salt.begin(), salt.end());
    const auto line = as_byte_view(canonical_line);
    salted.insert(salted.end(), line.begin(), line.end());
    return sha256(salted);
}

Result<std::string>
manifest_hash(const nlohmann::json& frame, std::span<const Digest256> line_digests) {
    if (!frame.is_object() || frame.contains("lines")) {
        return fail_field("", "malformed", "A manifest's frame is an object without \"lines\".");
    }
    auto whole = frame;
    auto& lines = whole["lines"] = nlohmann::json::array();
    for (const auto& digest : line_digests) {
        lines.push_back(hex(digest));
    }
    auto bytes = canonical_json(whole);
    if (!bytes) {
        return Failure{std::move(bytes).error()};
    }
    return canonical_hash(*bytes);
}

Result<ManifestSeal> seal_manifest(
    const nlohmann::json& frame, std::span<const Digest256> line_digests, const Secret& seed
) {
    auto hash = manifest_hash(frame, line_digests);
    if (!hash) {
        return Failure{std::move(hash).error()};
    }
    const auto signed_text = signing_text("manifest", *hash);
    return ManifestSeal{
        .hash = *std::move(hash), .signature = ed25519_sign(seed, as_byte_view(signed_text))
    };
}

Result<SealFault> check_manifest(
    const nlohmann::json& frame,
    std::span<const Digest256> line_digests,
    const ManifestSeal& seal,
    const PublicKey& key
) {
    const auto hash = manifest_hash(frame, line_digests);
    if (!hash) {
        return Failure{hash.error()};
    }
    if (*hash != seal.hash) {
        return SealFault::hash_differs;
    }
    const auto signed_text = signing_text("manifest", *hash);
    return ed25519_verify(key, as_byte_view(signed_text), seal.signature)
               ? SealFault::none
               : SealFault::signature_invalid;
}

} // namespace route9::fulfillment
