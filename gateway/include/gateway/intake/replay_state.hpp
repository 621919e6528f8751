// SPDX-License-Identifier: Apache-2.0
// Which deliveries of a connection may be worked off again.
#pragma once

#include "core/result.hpp"
#include "gateway/intake/connection.hpp"

#include <string>

namespace route9::gateway {

/// What was for another shop stays so; an app has nothing else. `asked` is empty where nothing was
/// said. Error: validation_failed at "/state".
Result<std::string> replay_state(const Connection& connection, const std::string& asked);

} // namespace route9::gateway
