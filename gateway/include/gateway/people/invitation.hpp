// SPDX-License-Identifier: Apache-2.0
// A new person and the link by which they join; also the link of one who must come back. What needs
// randomness and keys is prepared before the unit.
#pragma once

#include "core/people/account_link.hpp"
#include "core/people/approval.hpp"
#include "gateway/http/public_origin.hpp"
#include "gateway/people/person_details.hpp"
#include "gateway/people/user_events.hpp"

#include <optional>
#include <string>

namespace route9::gateway {

struct InvitationRequest {
    TenantId tenant;
    PersonDetails details;
    Role role = Role::seller;
    PartyId party;
    std::optional<Principal> by; // none for the command line
};

struct Invitation {
    UserRecord user;
    WrappedKey person_key;
    AccountLink link;
    std::string token;
    UserEvent event;
    /// Asked for where two operators decide (users::create says whether they do).
    Approval approval;
};

Invitation prepare_invitation(
    const InvitationRequest& request,
    const Secret& index_key,
    const Vault& vault,
    Entropy& entropy,
    Instant now
);

/// What was invited: the approval is there when somebody else must agree before the link is good.
struct Invited {
    UserRecord user;
    std::optional<Approval> approval;
};

/// Errors: those of users::create; approval_required (a key invites to a role that two people
/// decide on).
Result<Invited> invite(Tx& tx, const Invitation& invitation);

struct FreshLink {
    AccountLink link;
    std::string token;
    UserEvent event;
};

/// For a person who lost their password, or whose invitation expired.
FreshLink prepare_link(
    const UserRecord& user, const std::optional<Principal>& by, Entropy& entropy, Instant now
);
/// Ends the sessions of who comes back. Errors: not_found, state_forbids (disabled).
Result<UserRecord> issue_link(Tx& tx, FreshLink fresh);

/// Where the link leads; without a known origin the path alone.
std::string link_text(const http::PublicOrigin& origin, const std::string& token);

} // namespace route9::gateway
