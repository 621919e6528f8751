// SPDX-License-Identifier: Apache-2.0
// The acts that need two people as soon as a tenant has two active operators: giving somebody the
// role of operator or finance (by a change or by an invitation), and taking another's second factor
// away. Beside them what an approval is asked with.
#pragma once

#include "core/people/approval.hpp"
#include "core/people/user.hpp"

#include <optional>
#include <string_view>

namespace route9::gateway {

bool needs_four_eyes(Tx& tx, const TenantId& tenant);

Json change_of_joining(const UserRecord& user);

ActToApprove act_of_joining(const UserRecord& user, const std::optional<UserId>& by);
ActToApprove act_of_role(const UserRecord& user, Role role, const std::optional<UserId>& by);
ActToApprove act_of_removing_totp(const UserRecord& user, const std::optional<UserId>& by);

/// Where two people decide: uses up the approval its asker has got. Error: approval_required.
Result<void> require_approval(Tx& tx, const ActToApprove& act, Instant now);

/// What may be asked: the act with its digest. `change` is read strictly. Errors: not_found (the
/// subject), validation_failed.
Result<ActToApprove> read_act(
    Tx& tx,
    const TenantId& tenant,
    std::string_view act,
    std::string_view subject,
    const Json& change
);

/// Error: forbidden while the approver is somebody whose account the asker has just recovered.
Result<void> check_independent(const UserRecord& approver, const Approval& approval, Instant now);

} // namespace route9::gateway
