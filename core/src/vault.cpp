// SPDX-License-Identifier: Apache-2.0
#include "core/vault.hpp"

#include "core/assert.hpp"

#include <algorithm>
#include <string>

namespace route9 {
namespace {

Secret derived(const Secret& master, std::string_view purpose, std::string_view label) {
    std::string input{purpose};
    input += label;
    Digest256 digest = keyed_digest(master.reveal(), as_byte_view(input));
    Secret key{std::span<const std::byte>{digest}};
    wipe(digest.data(), digest.size());
    return key;
}

/// No label of derive() can meet it: those start with another word.
Secret wrapping_key(const Secret& master) {
    return derived(master, "wrap", "");
}

} // namespace

Vault::Vault(Secret master) : master_(std::move(master)) {
    ROUTE9_ASSERT(master_.reveal().size() == seal_key_bytes);
}

DataKey Vault::make_key(Entropy& entropy, std::string_view context) const {
    std::array<std::byte, seal_key_bytes> fresh{};
    entropy.fill(fresh);
    Secret key{std::span<const std::byte>{fresh}};
    wipe(fresh.data(), fresh.size());
    WrappedKey wrapped =
        seal(wrapping_key(master_), make_nonce(entropy), key.reveal(), as_byte_view(context));
    return {std::move(key), std::move(wrapped)};
}

Result<Secret> Vault::unwrap(ByteView wrapped, std::string_view context) const {
    auto bytes = unseal(wrapping_key(master_), wrapped, as_byte_view(context));
    if (!bytes || bytes->size() != seal_key_bytes) {
        return fail(ErrorCode::internal, "a stored key does not open with this master key");
    }
    Secret key{std::span<const std::byte>{*bytes}};
    wipe(bytes->data(), bytes->size());
    return key;
}

Secret Vault::derive(std::string_view label) const {
    return derived(master_, "derive/", label);
}

BlindIndex blind_index(const Secret& tenant_key, std::string_view field, std::string_view folded) {
    // The zero byte keeps ("ab", "c") apart from ("a", "bc"); no field name holds one.
    std::string input{field};
    input += '\0';
    input += folded;
    const Digest256 digest = keyed_digest(tenant_key.reveal(), as_byte_view(input));
    BlindIndex index;
    std::ranges::copy_n(digest.begin(), index.size(), index.begin());
    return index;
}

} // namespace route9
