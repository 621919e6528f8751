// SPDX-License-Identifier: Apache-2.0
#include "gateway/intake/connection_cache.hpp"

#include "core/limits.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway {

ConnectionCache::ConnectionCache(platform::Store& store, const Vault& vault, const Clock& clock)
    : store_(store), vault_(vault), clock_(clock),
      known_({.entries_max = 16'384, .age_max = limits::key_cache_age_max}) {}

platform::task<Result<std::shared_ptr<const Connection>>>
ConnectionCache::find(ConnectionId id, Tick deadline) {
    const Tick now = clock_.machine();
    if (auto known = known_.find(id.text(), now)) {
        co_return known;
    }
    using Found = std::shared_ptr<const Connection>;
    auto unit = [id, &vault = vault_](Tx& tx) -> Result<Found> {
        auto connection = connections::find(tx, id, vault);
        return connection ? std::make_shared<const Connection>(std::move(*connection)) : nullptr;
    };
    auto found = co_await platform::read(store_, Reach::everything(), std::move(unit), deadline);
    if (found && *found) {
        known_.put(id.text(), *found, now);
    }
    co_return found;
}

platform::task<Result<std::shared_ptr<const Connection>>>
ConnectionCache::find_shop(ConnectionId app, std::string shop, Tick deadline) {
    const Tick now = clock_.machine();
    std::string key = app.text() + "\n" + shop; // no id has a line break
    if (auto known = known_.find(key, now)) {
        co_return known;
    }
    using Found = std::shared_ptr<const Connection>;
    auto unit = [app, shop = std::move(shop), &vault = vault_](Tx& tx) -> Result<Found> {
        auto connection = connections::find_shop(tx, app, shop, vault);
        return connection ? std::make_shared<const Connection>(std::move(*connection)) : nullptr;
    };
    auto found = co_await platform::read(store_, Reach::everything(), std::move(unit), deadline);
    if (found && *found) {
        known_.put(std::move(key), *found, now);
    }
    co_return found;
}

} // namespace route9::gateway
