// SPDX-License-Identifier: Apache-2.0
// Keys at rest. A master key lives outside the database. It wraps: one key per tenant (blind
// indexes), one per tenant, purpose and day (raw inbound bytes, stored answers: they die by age),
// and one per person (erasing it makes everything sealed under it unreadable). Thread-safe and
// free of I/O: callers store the wrapped form themselves.
#pragma once

#include "core/crypto.hpp"
#include "core/names.hpp"
#include "core/result.hpp"

#include <string_view>

namespace route9 {

using WrappedKey = Bytes;

/// A key in use, beside the form that may be stored.
struct DataKey {
    Secret key;
    WrappedKey wrapped;
};

class Vault {
public:
    /// Precondition: `master` has 32 bytes.
    explicit Vault(Secret master);

    /// A new random key. `context` binds the wrapped form to its place ("person/per_…").
    DataKey make_key(Entropy& entropy, std::string_view context) const;
    /// Error: internal when the master key or the context is another.
    Result<Secret> unwrap(ByteView wrapped, std::string_view context) const;
    /// A key that is derived, not stored: the same master and label give the same key.
    Secret derive(std::string_view label) const;

private:
    Secret master_;
};

/// HMAC-like index under the tenant's key, for equality search over sealed values: the first 16
/// bytes of keyed BLAKE2b over field name and folded value.
using BlindIndex = std::array<std::byte, 16>;
BlindIndex blind_index(const Secret& tenant_key, std::string_view field, std::string_view folded);

} // namespace route9
