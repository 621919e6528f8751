// SPDX-License-Identifier: Apache-2.0
// A payment that came before its receivable: the unit that books the receivable asks for the
// waiting movements to be tried again. A job does it, so that a bank's line never stops a truck.
#pragma once

#include "core/entropy.hpp"
#include "core/jobs.hpp"
#include "core/names.hpp"
#include "core/tx.hpp"
#include "core/vault.hpp"

#include <string_view>

namespace route9::gateway {

inline constexpr std::string_view movement_retry_kind = "movement.retry";

/// Called inside a unit of work, with ids drawn before it.
void retry_waiting(
    Tx& tx, const TenantId& tenant, const BlindIndex& reference, Entropy& ids, Instant now
);

/// The movement a job of movement_retry_kind is about.
MovementId waiting_movement(const Job& job);

} // namespace route9::gateway
