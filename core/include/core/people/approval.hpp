// SPDX-License-Identifier: Apache-2.0
// Four eyes: an act that one person may not do alone. A person asks, naming the act, its subject
// and the change; another person decides on exactly that, by its digest; then whoever asked does
// the act, which spends the approval. It expires limits::approval_age_max after it was asked for.
// Nothing personal stands in it: subjects are ids.
#pragma once

#include "core/crypto.hpp"
#include "core/json.hpp"
#include "core/names.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9 {

enum class ApprovalState : std::uint8_t { asked, approved, refused, spent };

std::string_view name(ApprovalState state) noexcept;

struct Approval {
    TenantId tenant;
    ApprovalId id;
    std::string act;
    std::string subject;
    std::string change; // JSON
    Digest256 digest{};
    ApprovalState state = ApprovalState::asked;
    UserId asked_by;
    Instant asked_at{};
    Instant expires_at{};
    std::optional<UserId> decided_by;
    std::optional<Instant> decided_at;
};

/// What is approved: SHA-256 over the canonical JSON of {act, change, subject, tenant}.
/// Error: validation_failed for a change that has no canonical form.
Result<Digest256> approval_digest(
    const TenantId& tenant, std::string_view act, std::string_view subject, const Json& change
);

/// An act that is about to be done.
struct ActToApprove {
    TenantId tenant;
    std::string act;
    std::string subject;
    Digest256 digest{};
    std::optional<UserId> by; // none for a key, which cannot have asked
};

namespace approvals {

/// Error: state_forbids when limits::approvals_open_max are open.
Result<Approval> ask(Tx& tx, const Approval& approval);
std::optional<Approval> find(Tx& tx, const TenantId& tenant, const ApprovalId& id);
/// Newest first, before `before`.
std::vector<Approval>
page(Tx& tx, const TenantId& tenant, const std::optional<ApprovalId>& before, int limit);
/// Errors: not_found, forbidden (whoever asked), state_forbids (decided or expired), conflict (it
/// is about something else than `digest`).
Result<Approval> decide(
    Tx& tx,
    const TenantId& tenant,
    const ApprovalId& id,
    const UserId& by,
    bool approve,
    const Digest256& digest,
    Instant now
);
/// Uses up an approval of this act that its asker has got; false when there is none.
bool spend(Tx& tx, const ActToApprove& act, Instant now);

} // namespace approvals
} // namespace route9
