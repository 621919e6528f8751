// SPDX-License-Identifier: Apache-2.0
// A connection as a caller may see it: staff see the tenant's, a party its own. Any other answers
// like one that does not exist.
#pragma once

#include "core/principal.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "core/vault.hpp"
#include "gateway/intake/connection.hpp"

#include <string>

namespace route9::gateway {

/// Errors: not_found.
Result<Connection>
find_connection_for(Tx& tx, const Principal& principal, const std::string& id, const Vault& vault);

} // namespace route9::gateway
