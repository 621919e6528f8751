// SPDX-License-Identifier: Apache-2.0
#include "gateway/views/user_view.hpp"

#include "core/people/passkey.hpp"
#include "core/people/second_factor.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/people/person_details.hpp"

#include <string>
#include <utility>

namespace route9::gateway {

Json user_view(Tx& tx, const UserRecord& user, const Vault& vault) {
    const PersonDetails details = open_details(tx, user, vault);
    const auto totp = second_factors::find(tx, user.tenant, user.id);
    Json view{
        {"id", user.id.text()},
        {"email", details.email},
        {"name", details.name},
        {"role", std::string{name(user.role)}},
        {"state", std::string{name(user.state)}},
        {"totp", totp && totp->confirmed},
        {"passkeys", passkeys::of_user(tx, user.tenant, user.id).size()},
        {"created_at", format_utc(user.created_at)},
    };
    if (!user.party.empty()) {
        view["party"] = user.party.text();
    }
    if (user.joined_at) {
        view["joined_at"] = format_utc(*user.joined_at);
    }
    return view;
}

Json session_view(const UserSession& session, const std::optional<SessionId>& present) {
    return {
        {"id", session.id.text()},
        {"method", std::string{name(session.method)}},
        {"present", session.id == present},
        {"created_at", format_utc(session.created_at)},
        {"seen_at", format_utc(session.seen_at)},
        {"expires_at", format_utc(session.expires_at)},
        {"ends_at", format_utc(session.ends_at)},
    };
}

Json approval_view(const Approval& approval, Instant now) {
    const bool over = approval.expires_at <= now && (approval.state == ApprovalState::asked ||
                                                     approval.state == ApprovalState::approved);
    Json view{
        {"id", approval.id.text()},
        {"act", approval.act},
        {"subject", approval.subject},
        {"change", parse_json(approval.change).value()},
        {"digest", hex(approval.digest)},
        {"state", over ? "expired" : std::string{name(approval.state)}},
        {"asked_by", approval.asked_by.text()},
        {"asked_at", format_utc(approval.asked_at)},
        {"expires_at", format_utc(approval.expires_at)},
    };
    if (approval.decided_by) {
        view["decided_by"] = approval.decided_by->text();
    }
    if (approval.decided_at) {
        view["decided_at"] = format_utc(*approval.decided_at);
    }
    return view;
}

http::Response user_response(int status, const UserRecord& user, Json view) {
    http::Response response = http::json_response(status, view);
    response.headers.emplace_back("ETag", http::version_etag(user.version));
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

} // namespace route9::gateway
