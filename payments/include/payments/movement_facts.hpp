// SPDX-License-Identifier: Apache-2.0
// What a bank told about a movement beside money and day: its words, the other party, ids. They may
// name persons, so they are stored as one text, sealed under the tenant's key of the day on which
// they came and bound to their movement; erasing that key leaves the money. Sealing takes a nonce
// and happens outside of units; opening is for units of work and asks the store for the key.
#pragma once

#include "core/crypto.hpp"
#include "core/names.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "payments/reconciliation.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>

namespace route9::payments {

struct SealedFacts {
    Bytes bytes{};        // empty: nothing was kept
    std::int64_t day = 0; // whose key it is, since 1970 in corridor time
};

/// A tenant's keys, as units that match or show movements use them.
struct MovementKeys {
    Secret index; // of blind indexes
    /// The key of a day; not_found once it has been erased.
    std::function<Result<Secret>(Tx&, std::int64_t day)> of_day;
};

Bytes seal_facts(
    const Observation& facts,
    const TenantId& tenant,
    const MovementId& movement,
    const Secret& key,
    const SealNonce& nonce
);

/// Opens facts inside one unit of work; remembers the keys it has asked for.
class FactsOpener {
public:
    FactsOpener(Tx& tx, const TenantId& tenant, const MovementKeys& keys)
        : tx_(tx), tenant_(tenant), keys_(keys) {}

    /// Fills what was sealed; nothing where the key has been erased. Precondition: the amount is
    /// set. Error: internal (another master key). Throws StoreFailure when the row is damaged.
    Result<void> open(const MovementId& movement, const SealedFacts& sealed, Observation& facts);

private:
    Result<const Secret*> key_of(std::int64_t day);

    Tx& tx_;
    const TenantId& tenant_;
    const MovementKeys& keys_;
    std::map<std::int64_t, std::optional<Secret>> known_;
};

} // namespace route9::payments
