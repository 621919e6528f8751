// SPDX-License-Identifier: Apache-2.0
// One step of an erasure: the recipient of one order, in one unit of work.
#pragma once

#include "core/result.hpp"
#include "core/tx.hpp"
#include "core/vault.hpp"
#include "gateway/keyring.hpp"
#include "gateway/privacy/erasure_store.hpp"
#include "gateway/privacy/retention.hpp"
#include "gateway/shipping/drawn_entropy.hpp"

namespace route9::gateway {

struct OrderErasure {
    const Vault& vault;
    Keyring& keyring;
    const RetentionTable& rules;
    DrawnEntropy ids;
    Instant now{};
};

/// Nothing but the mark when the key is gone already. Error: those of opening what is kept back.
Result<void> erase_order(Tx& tx, const ErasedPerson& person, OrderErasure tools);

} // namespace route9::gateway
