// SPDX-License-Identifier: Apache-2.0
#include "gateway/people/invitation.hpp"

#include "core/limits.hpp"
#include "core/people/user_session.hpp"
#include "gateway/people/four_eyes.hpp"

#include <utility>

namespace route9::gateway {
namespace {

Json event_data(const UserRecord& user, const std::optional<Principal>& by) {
    Json data{{"role", std::string{name(user.role)}}};
    if (!user.party.empty()) {
        data["party"] = user.party.text();
    }
    if (by) {
        data["by"] = actor_of(*by);
    }
    return data;
}

std::optional<UserId> person_of(const std::optional<Principal>& by) {
    return by ? by->user : std::nullopt;
}

Approval joining_approval(const Invitation& invitation, ApprovalId id) {
    const UserRecord& user = invitation.user;
    const ActToApprove act = act_of_joining(user, invitation.link.issued_by);
    return {
        .tenant = user.tenant,
        .id = id,
        .act = act.act,
        .subject = act.subject,
        .change = change_of_joining(user).dump(),
        .digest = act.digest,
        .state = ApprovalState::asked,
        .asked_by = invitation.link.issued_by.value_or(UserId{}),
        .asked_at = user.created_at,
        .expires_at = user.created_at + limits::approval_age_max,
        .decided_by = {},
        .decided_at = {},
    };
}

} // namespace

Invitation prepare_invitation(
    const InvitationRequest& request,
    const Secret& index_key,
    const Vault& vault,
    Entropy& entropy,
    Instant now
) {
    Invitation made;
    UserRecord& user = made.user;
    user.tenant = request.tenant;
    user.id = UserId::make(now, entropy);
    user.email = email_index(index_key, request.details.email);
    user.role = request.role;
    user.party = request.party;
    user.created_at = now;
    DataKey key = vault.make_key(entropy, person_key_context(user.tenant, user.id));
    user.details = seal_details(request.details, user.id, key.key, make_nonce(entropy));
    made.person_key = std::move(key.wrapped);
    FreshLink fresh = prepare_link(user, request.by, entropy, now);
    made.link = std::move(fresh.link);
    made.token = std::move(fresh.token);
    made.event = std::move(fresh.event);
    made.event.data = event_data(user, request.by);
    made.approval = joining_approval(made, ApprovalId::make(now, entropy));
    return made;
}

Result<Invited> invite(Tx& tx, const Invitation& invitation) {
    const bool two_decide =
        is_elevated(invitation.user.role) && needs_four_eyes(tx, invitation.user.tenant);
    const bool by_key = invitation.event.data.contains("by") && !invitation.link.issued_by;
    if (two_decide && by_key) {
        return fail(
            ErrorCode::approval_required,
            "An operator who has signed in invites to this role, and another one approves."
        );
    }
    auto user = users::create(tx, invitation.user, invitation.person_key);
    if (!user) {
        return Failure{std::move(user).error()};
    }
    account_links::put(tx, invitation.link);
    tell(tx, invitation.event);
    if (!two_decide || !invitation.link.issued_by) {
        return Invited{std::move(*user), std::nullopt};
    }
    auto approval = approvals::ask(tx, invitation.approval);
    if (!approval) {
        return Failure{std::move(approval).error()};
    }
    return Invited{std::move(*user), std::move(*approval)};
}

FreshLink prepare_link(
    const UserRecord& user, const std::optional<Principal>& by, Entropy& entropy, Instant now
) {
    FreshLink fresh;
    fresh.token = make_token(entropy);
    const bool joins = user.state == UserState::invited;
    fresh.link = AccountLink{
        .tenant = user.tenant,
        .user = user.id,
        .token_hash = token_hash(fresh.token),
        .kind = joins ? LinkKind::invitation : LinkKind::recovery,
        .issued_by = person_of(by),
        .expires_at = now + (joins ? limits::invitation_age_max : limits::recovery_age_max),
    };
    fresh.event = UserEvent{
        .tenant = user.tenant,
        .subject = user.id.text(),
        .type = joins ? "user.invited" : "user.recovery_issued",
        .data = by ? Json{{"by", actor_of(*by)}} : Json::object(),
        .at = now,
        .id = EventId::make(now, entropy),
    };
    return fresh;
}

Result<UserRecord> issue_link(Tx& tx, FreshLink fresh) {
    auto user = users::find(tx, fresh.link.tenant, fresh.link.user);
    if (!user) {
        return fail(ErrorCode::not_found);
    }
    const bool joins = fresh.link.kind == LinkKind::invitation;
    if (user->state != (joins ? UserState::invited : UserState::active)) {
        return fail(ErrorCode::state_forbids, "this person is disabled, or has just joined");
    }
    account_links::put(tx, fresh.link);
    sessions::end_all(tx, user->tenant, user->id, std::nullopt);
    tell(tx, fresh.event);
    return std::move(*user);
}

std::string link_text(const http::PublicOrigin& origin, const std::string& token) {
    return origin.text() + "/join?token=" + token;
}

} // namespace route9::gateway
