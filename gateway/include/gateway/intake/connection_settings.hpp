// SPDX-License-Identifier: Apache-2.0
// Settings of a connection that are changed after it was made. Which there may be its platform's
// profile says; that is checked by the caller. Seen by the webhook path and workers within a
// second.
#pragma once

#include "core/names.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"

#include <map>
#include <string>

namespace route9::gateway::connections {

/// All of them, instead of those before. Error: not_found.
Result<ConnectionId>
set_settings(Tx& tx, const ConnectionId& id, const std::map<std::string, std::string>& settings);

} // namespace route9::gateway::connections
