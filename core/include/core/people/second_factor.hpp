// SPDX-License-Identifier: Apache-2.0
// The second factor of a person as the store keeps it: the key of an authenticator app, sealed
// under the person's key, not in force until a code has confirmed it; and recovery codes.
#pragma once

#include "core/people/recovery_code.hpp"
#include "core/people/user.hpp"

#include <span>

namespace route9 {

struct TotpRecord {
    Bytes sealed_key;
    bool confirmed = false;
    std::int64_t used_step = 0;
};

namespace second_factors {

std::optional<TotpRecord> find(Tx& tx, const TenantId& tenant, const UserId& user);
/// Error: state_forbids when one is in force.
Result<void> begin(Tx& tx, const TenantId& tenant, const UserId& user, ByteView sealed_key);
/// True when the key stands unconfirmed; then it is in force, with these recovery codes and no
/// others.
bool confirm(
    Tx& tx,
    const TenantId& tenant,
    const UserId& user,
    std::int64_t step,
    std::span<const BlindIndex> codes
);
/// False when the step, or a later one, has been used.
bool use_step(Tx& tx, const TenantId& tenant, const UserId& user, std::int64_t step);
/// False when there is no such code (any more).
bool use_recovery_code(Tx& tx, const TenantId& tenant, const UserId& user, const BlindIndex& code);
std::int64_t recovery_codes_left(Tx& tx, const TenantId& tenant, const UserId& user);
/// The app and the recovery codes. False when there was none.
bool remove(Tx& tx, const TenantId& tenant, const UserId& user);

} // namespace second_factors
} // namespace route9
