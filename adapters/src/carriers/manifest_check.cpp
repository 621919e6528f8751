// SPDX-License-Identifier: Apache-2.0
#include "adapters/carriers/manifest_document.hpp"
#include "core/canonical.hpp"

#include <algorithm>
#include <utility>

namespace route9::adapters {
namespace {

using fulfillment::SealFault;

Failure unreadable(std::string pointer, std::string message) {
    return fail_field(std::move(pointer), "malformed", std::move(message));
}

Result<Digest256> read_digest(const Json& line) {
    const auto bytes = from_hex(line.value("digest", std::string{}));
    if (!bytes || bytes->size() != Digest256{}.size()) {
        return unreadable("/digest", "must be 64 hex digits");
    }
    Digest256 digest{};
    std::ranges::copy(*bytes, digest.begin());
    return digest;
}

bool has_text(const Json& object, const char* name) {
    const auto member = object.find(name);
    return member == object.end() || member->is_string();
}

Failure below(const std::string& pointer, Error error) {
    for (auto& field : error.fields) {
        field.pointer = pointer + field.pointer;
    }
    return Failure{std::move(error)};
}

} // namespace

Result<Digest256> served_line_digest(const Json& line) {
    if (!line.is_object() || !has_text(line, "digest") || !has_text(line, "salt")) {
        return unreadable("", "must be a line with its salt, or the digest of an erased one");
    }
    if (line.size() == 1 && line.contains("digest")) {
        return read_digest(line);
    }
    const auto salt = from_base64url(line.value("salt", std::string{}));
    if (!salt || salt->size() < fulfillment::line_salt_bytes_min) {
        return unreadable("/salt", "must be 16 bytes or more in base64url");
    }
    auto salted = line;
    salted.erase("digest");
    salted.erase("salt");
    const auto canonical = canonical_json(salted);
    if (!canonical) {
        return Failure{canonical.error()};
    }
    return fulfillment::manifest_line_digest(*salt, *canonical);
}

Result<SealFault> check_manifest_json(const Json& served, const PublicKey& key) {
    if (!served.is_object() || !served.contains("lines") || !served["lines"].is_array() ||
        !has_text(served, "hash") || !has_text(served, "signature")) {
        return unreadable("", "must be a manifest with lines, hash and signature");
    }
    std::vector<Digest256> digests;
    for (std::size_t at = 0; at < served["lines"].size(); ++at) {
        const auto& line = served["lines"][at];
        auto digest = served_line_digest(line);
        if (!digest) {
            return below(pointer_step("/lines", at), std::move(digest).error());
        }
        if (line.contains("digest")) {
            const auto given = read_digest(line);
            if (!given) {
                return below(pointer_step("/lines", at), given.error());
            }
            if (*given != *digest) {
                return SealFault::line_differs;
            }
        }
        digests.push_back(*digest);
    }
    fulfillment::ManifestSeal seal{.hash = served.value("hash", std::string{})};
    const auto signature = from_base64(served.value("signature", std::string{}));
    if (!signature || signature->size() != seal.signature.size()) {
        return unreadable("/signature", "must be 64 bytes in base64");
    }
    std::ranges::copy(*signature, seal.signature.begin());
    auto frame = served;
    for (const auto* member : {"lines", "hash", "signature"}) {
        frame.erase(member);
    }
    return fulfillment::check_manifest(frame, digests, seal, key);
}

} // namespace route9::adapters
