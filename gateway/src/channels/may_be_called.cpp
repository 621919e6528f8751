// SPDX-License-Identifier: Apache-2.0
#include "gateway/channels/may_be_called.hpp"

#include "adapters/marketplaces/shop_api.hpp"
#include "gateway/channels/connection_access.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway {

platform::task<Result<bool>>
may_be_called(Services& services, const Connection& shop, Tick deadline) {
    const auto* api = adapters::find_shop_api(shop.platform.text());
    const bool is_rehearsed = !shop.setting("base_url").empty();
    if (api == nullptr || !api->is_pushed || is_rehearsed) {
        co_return true;
    }
    const Reach reach = Reach::of(shop.tenant);
    auto unit = [id = shop.id, &vault = services.vault](Tx& tx) -> Result<bool> {
        return accesses::find(tx, id, vault).has_value();
    };
    co_return co_await platform::read(services.store, reach, std::move(unit), deadline);
}

} // namespace route9::gateway
