// SPDX-License-Identifier: Apache-2.0
#include "gateway/intake/find_connection.hpp"

#include "gateway/acting_for.hpp"

#include <utility>

namespace route9::gateway {

Result<Connection>
find_connection_for(Tx& tx, const Principal& principal, const std::string& id, const Vault& vault) {
    auto connection = connections::find(tx, ConnectionId{id}, vault);
    const auto party = confined_to(principal);
    if (!connection || connection->tenant != principal.tenant ||
        (party && connection->party != *party)) {
        return fail(ErrorCode::not_found, "there is no connection " + id);
    }
    return std::move(*connection);
}

} // namespace route9::gateway
