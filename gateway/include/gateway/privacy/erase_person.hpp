// SPDX-License-Identifier: Apache-2.0
// Erasing a person: of every order the recipient's key goes, with all that is sealed under it, the
// indexes that found the person and the lines of manifests; what a law wants is kept apart until
// its day. The tombstones are on disk before the first key goes. An erasure is a chain of units,
// one an order; whoever finds it cut off goes on with it. Blocks on the store and the disk: not for
// I/O threads.
#pragma once

#include "core/entropy.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "core/vault.hpp"
#include "gateway/keyring.hpp"
#include "gateway/privacy/erasure_store.hpp"
#include "gateway/privacy/find_person.hpp"
#include "gateway/privacy/retention.hpp"
#include "gateway/privacy/tombstones.hpp"
#include "platform/store.hpp"

#include <cstdint>

namespace route9::gateway {

struct ErasureTools {
    platform::Store& store;
    const Vault& vault;
    Keyring& keyring;
    Entropy& entropy;
    const Clock& clock;
    const RetentionTable& rules;
    Tombstones& tombstones;
};

inline constexpr int erased_orders_max = 100; // of one request; the same again takes the next ones

/// A unit of work: notes who is to be erased. A person who was erased already gives the erasure
/// that did it. Errors: those of find_person; state_forbids (an order is on its way, its id is the
/// reference).
Result<ErasureId> ask_for_erasure(
    Tx& tx,
    const TenantId& tenant,
    const PersonQuery& query,
    const ErasureId& id,
    const Vault& vault,
    Instant now
);

/// Takes an erasure to its end, from wherever it stopped. Error: read_only (no tombstone could be
/// written), those of the store.
Result<void> carry_out(const ErasureTools& tools, const TenantId& tenant, const ErasureId& id);

/// Both. Errors: as above.
Result<ErasureId>
erase_person(const ErasureTools& tools, const TenantId& tenant, const PersonQuery& query);

/// Before a store serves: whoever has a tombstone and a key is erased again, because the store is
/// an older backup; tombstones the file lacks are written from the store. How many were erased
/// again. Errors: state_forbids (the file is gone), those of carry_out.
Result<std::int64_t> apply_tombstones(const ErasureTools& tools);
/// While a store serves: writes down here, too, whom a gateway on another machine has erased.
Result<void> follow_erasures(const ErasureTools& tools);

} // namespace route9::gateway
