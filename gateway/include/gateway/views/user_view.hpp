// SPDX-License-Identifier: Apache-2.0
// People, their sessions and approvals as the API shows them.
#pragma once

#include "core/json.hpp"
#include "core/people/approval.hpp"
#include "core/people/user_session.hpp"
#include "core/vault.hpp"
#include "gateway/http/response.hpp"

namespace route9::gateway {

/// With address and name, opened; and what second factors there are.
Json user_view(Tx& tx, const UserRecord& user, const Vault& vault);
Json session_view(const UserSession& session, const std::optional<SessionId>& present);
Json approval_view(const Approval& approval, Instant now);

/// The answer with the row's ETag.
http::Response user_response(int status, const UserRecord& user, Json view);

} // namespace route9::gateway
