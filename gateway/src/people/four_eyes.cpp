// SPDX-License-Identifier: Apache-2.0
#include "gateway/people/four_eyes.hpp"

#include "core/limits.hpp"

#include <utility>

namespace route9::gateway {
namespace {

constexpr std::string_view kJoin = "user.join";
constexpr std::string_view kChangeRole = "user.change_role";
constexpr std::string_view kRemoveTotp = "user.remove_totp";

ActToApprove
act(std::string_view name,
    const UserRecord& user,
    const Json& change,
    const std::optional<UserId>& by) {
    ActToApprove made{
        .tenant = user.tenant,
        .act = std::string{name},
        .subject = user.id.text(),
        .digest = {},
        .by = by,
    };
    // Our own words and ids always have a canonical form.
    made.digest = approval_digest(made.tenant, made.act, made.subject, change).value();
    return made;
}

Result<void> must_be_empty(const Json& change) {
    if (!change.is_object() || !change.empty()) {
        return fail_field("/change", "bad_value", "this act has no members: give {}");
    }
    return {};
}

Result<Role> read_role(const Json& change) {
    FieldErrors errors;
    ObjectReader reader{change, "/change", errors};
    const auto word = reader.text("role", Need::required, limits::foreign_id_bytes_max);
    const auto role = word ? parse_role(*word) : std::nullopt;
    if (word && (!role || !is_elevated(*role))) {
        reader.refuse("role", "unknown_value", "give operator or finance");
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return *role;
}

} // namespace

bool needs_four_eyes(Tx& tx, const TenantId& tenant) {
    return users::active_operators(tx, tenant) >= 2;
}

Json change_of_joining(const UserRecord& user) {
    return {{"role", std::string{name(user.role)}}};
}

ActToApprove act_of_joining(const UserRecord& user, const std::optional<UserId>& by) {
    return act(kJoin, user, change_of_joining(user), by);
}

ActToApprove act_of_role(const UserRecord& user, Role role, const std::optional<UserId>& by) {
    return act(kChangeRole, user, {{"role", std::string{name(role)}}}, by);
}

ActToApprove act_of_removing_totp(const UserRecord& user, const std::optional<UserId>& by) {
    return act(kRemoveTotp, user, Json::object(), by);
}

Result<void> require_approval(Tx& tx, const ActToApprove& act, Instant now) {
    if (!needs_four_eyes(tx, act.tenant) || approvals::spend(tx, act, now)) {
        return {};
    }
    return fail(
        ErrorCode::approval_required,
        act.by ? "Ask for " + act.act + " on " + act.subject +
                     " with POST /v1/approvals; repeat this when another operator has approved."
               : "Two operators who have signed in decide on this; a key cannot."
    );
}

Result<ActToApprove> read_act(
    Tx& tx,
    const TenantId& tenant,
    std::string_view act,
    std::string_view subject,
    const Json& change
) {
    if (act != kJoin && act != kChangeRole && act != kRemoveTotp) {
        return fail_field(
            "/act", "unknown_value", "give user.change_role, user.join or user.remove_totp"
        );
    }
    const auto id = UserId::parse(subject);
    const auto user = id ? users::find(tx, tenant, *id) : std::nullopt;
    if (!user) {
        return fail_field("/subject", "unknown", "there is no such user");
    }
    if (act == kRemoveTotp) {
        auto empty = must_be_empty(change);
        return empty ? Result<ActToApprove>{act_of_removing_totp(*user, std::nullopt)}
                     : Failure{std::move(empty).error()};
    }
    const auto role = read_role(change);
    if (!role) {
        return Failure{role.error()};
    }
    if (act == kChangeRole) {
        return act_of_role(*user, *role, std::nullopt);
    }
    if (*role != user->role || user->state != UserState::invited) {
        return fail_field("/change/role", "bad_value", "give the role this person is invited to");
    }
    return act_of_joining(*user, std::nullopt);
}

Result<void> check_independent(const UserRecord& approver, const Approval& approval, Instant now) {
    const bool rescued = approver.recovered_by == approval.asked_by && approver.recovered_at &&
                         now < *approver.recovered_at + limits::recovered_decides_after;
    if (rescued) {
        return fail(
            ErrorCode::forbidden,
            "Your password was set by a link of the person who asks; somebody else decides."
        );
    }
    return {};
}

} // namespace route9::gateway
