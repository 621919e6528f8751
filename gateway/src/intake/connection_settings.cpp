// SPDX-License-Identifier: Apache-2.0
#include "gateway/intake/connection_settings.hpp"

#include "core/json.hpp"

namespace route9::gateway::connections {
namespace {

constexpr Statement kSet{
    "connection.settings", "UPDATE connection SET settings = $2 WHERE connection_id = $1"
};

} // namespace

Result<ConnectionId>
set_settings(Tx& tx, const ConnectionId& id, const std::map<std::string, std::string>& settings) {
    if (tx.execute(kSet, id, Json(settings).dump()) == 0) {
        return fail(ErrorCode::not_found, "there is no connection " + id.text());
    }
    return id;
}

} // namespace route9::gateway::connections
