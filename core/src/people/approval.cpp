// SPDX-License-Identifier: Apache-2.0
#include "core/people/approval.hpp"

#include "core/canonical.hpp"
#include "core/limits.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace route9 {
namespace {

constexpr std::array<std::pair<ApprovalState, std::string_view>, 4> kStates{{
    {ApprovalState::asked, "asked"},
    {ApprovalState::approved, "approved"},
    {ApprovalState::refused, "refused"},
    {ApprovalState::spent, "spent"},
}};

constexpr Statement kInsert{
    "approval.insert",
    "INSERT INTO approval (tenant_id, approval_id, act, subject, change, digest, state, asked_by,"
    " asked_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, 'asked', $7, $8, $9)"
};
constexpr Statement kOpen{
    "approval.open",
    "SELECT COUNT(*) FROM approval WHERE tenant_id = $1 AND state = 'asked' AND expires_at > $2"
};
constexpr Statement kFind{
    "approval.find",
    "SELECT tenant_id, approval_id, act, subject, change, digest, state, asked_by, asked_at,"
    " expires_at, decided_by, decided_at FROM approval WHERE tenant_id = $1 AND approval_id = $2"
};
constexpr Statement kPage{
    "approval.page",
    "SELECT tenant_id, approval_id, act, subject, change, digest, state, asked_by, asked_at,"
    " expires_at, decided_by, decided_at FROM approval"
    " WHERE tenant_id = $1 AND approval_id < $2 ORDER BY approval_id DESC LIMIT $3"
};
constexpr Statement kDecide{
    "approval.decide",
    "UPDATE approval SET state = $3, decided_by = $4, decided_at = $5"
    " WHERE tenant_id = $1 AND approval_id = $2 AND state = 'asked'"
};
constexpr Statement kSpend{
    "approval.spend",
    "UPDATE approval SET state = 'spent' WHERE tenant_id = $1 AND approval_id ="
    " (SELECT approval_id FROM approval WHERE tenant_id = $1 AND subject = $2 AND act = $3"
    " AND digest = $4 AND asked_by = $5 AND state = 'approved' AND expires_at > $6"
    " ORDER BY approval_id LIMIT 1)"
};

/// Above every id.
ApprovalId no_end() {
    IdBytes bytes;
    bytes.fill(std::byte{0xff});
    return ApprovalId{bytes};
}

Approval approval_from(const Row& row) {
    Approval approval;
    approval.tenant = row.get<TenantId>(0);
    approval.id = row.get<ApprovalId>(1);
    approval.act = row.get<std::string>(2);
    approval.subject = row.get<std::string>(3);
    approval.change = row.get<std::string>(4);
    std::ranges::copy(row.get<ByteView>(5), approval.digest.begin());
    const auto state = row.get<std::string_view>(6);
    for (const auto& [known, word] : kStates) {
        approval.state = word == state ? known : approval.state;
    }
    approval.asked_by = row.get<UserId>(7);
    approval.asked_at = row.get<Instant>(8);
    approval.expires_at = row.get<Instant>(9);
    approval.decided_by = row.get<std::optional<UserId>>(10);
    approval.decided_at = row.get<std::optional<Instant>>(11);
    return approval;
}

} // namespace

std::string_view name(ApprovalState state) noexcept {
    return std::ranges::find(kStates, state, &std::pair<ApprovalState, std::string_view>::first)
        ->second;
}

Result<Digest256> approval_digest(
    const TenantId& tenant, std::string_view act, std::string_view subject, const Json& change
) {
    const auto bytes = canonical_json(
        Json{{"tenant", tenant.text()}, {"act", act}, {"subject", subject}, {"change", change}}
    );
    if (!bytes) {
        return Failure{bytes.error()};
    }
    return sha256(as_byte_view(*bytes));
}

namespace approvals {

Result<Approval> ask(Tx& tx, const Approval& approval) {
    {
        Rows open = tx.query(kOpen, approval.tenant, approval.asked_at);
        if (open.next() && open.row().get<std::int64_t>(0) >= limits::approvals_open_max) {
            return fail(ErrorCode::state_forbids, "too many approvals are open; decide some first");
        }
    }
    tx.execute(
        kInsert,
        approval.tenant,
        approval.id,
        approval.act,
        approval.subject,
        approval.change,
        ByteView{approval.digest},
        approval.asked_by,
        approval.asked_at,
        approval.expires_at
    );
    return approval;
}

std::optional<Approval> find(Tx& tx, const TenantId& tenant, const ApprovalId& id) {
    Rows rows = tx.query(kFind, tenant, id);
    return rows.next() ? std::optional{approval_from(rows.row())} : std::nullopt;
}

std::vector<Approval>
page(Tx& tx, const TenantId& tenant, const std::optional<ApprovalId>& before, int limit) {
    std::vector<Approval> found;
    Rows rows = tx.query(kPage, tenant, before.value_or(no_end()), limit);
    while (rows.next()) {
        found.push_back(approval_from(rows.row()));
    }
    return found;
}

Result<Approval> decide(
    Tx& tx,
    const TenantId& tenant,
    const ApprovalId& id,
    const UserId& by,
    bool approve,
    const Digest256& digest,
    Instant now
) {
    auto approval = find(tx, tenant, id);
    if (!approval) {
        return fail(ErrorCode::not_found);
    }
    if (approval->asked_by == by) {
        return fail(ErrorCode::forbidden, "You asked for it: somebody else decides.");
    }
    if (!equal_secret(approval->digest, digest)) {
        return fail(ErrorCode::conflict, "this approval is about something else; read it again");
    }
    if (approval->state != ApprovalState::asked || approval->expires_at <= now) {
        return fail(ErrorCode::state_forbids, "it has been decided, or has expired");
    }
    approval->state = approve ? ApprovalState::approved : ApprovalState::refused;
    approval->decided_by = by;
    approval->decided_at = now;
    tx.execute(kDecide, tenant, id, name(approval->state), by, now);
    return std::move(*approval);
}

bool spend(Tx& tx, const ActToApprove& act, Instant now) {
    return act.by && tx.execute(
                         kSpend, act.tenant, act.subject, act.act, ByteView{act.digest}, act.by, now
                     ) == 1;
}

} // namespace approvals
} // namespace route9
