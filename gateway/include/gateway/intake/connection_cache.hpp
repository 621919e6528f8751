// SPDX-License-Identifier: Apache-2.0
// Connections as the webhook path needs them, believed for at most a second (so that a pause or a
// rotation is seen everywhere within that time).
#pragma once

#include "gateway/intake/connection.hpp"
#include "platform/aging_cache.hpp"
#include "platform/net.hpp"
#include "platform/store.hpp"

#include <memory>
#include <string>

namespace route9::gateway {

class ConnectionCache {
public:
    ConnectionCache(platform::Store& store, const Vault& vault, const Clock& clock);

    /// Null for a connection that does not exist.
    platform::task<Result<std::shared_ptr<const Connection>>> find(ConnectionId id, Tick deadline);
    /// Null when no connection of the app is for that shop.
    platform::task<Result<std::shared_ptr<const Connection>>>
    find_shop(ConnectionId app, std::string shop, Tick deadline);

private:
    platform::Store& store_;
    const Vault& vault_;
    const Clock& clock_;
    platform::AgingCache<Connection> known_;
};

} // namespace route9::gateway
