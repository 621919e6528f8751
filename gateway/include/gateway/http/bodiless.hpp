// SPDX-License-Identifier: Apache-2.0
// For acts that say everything by their address: what a caller puts into a body would be lost in
// silence.
#pragma once

#include "core/result.hpp"
#include "gateway/http/request.hpp"

namespace route9::gateway::http {

/// No body, or an object without members. Errors: those of read_json_body; unknown_member.
Result<void> require_no_members(const Request& request);

} // namespace route9::gateway::http
