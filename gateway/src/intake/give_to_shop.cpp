// SPDX-License-Identifier: Apache-2.0
#include "gateway/intake/give_to_shop.hpp"

#include "gateway/intake/connection_cache.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway {

platform::task<Result<bool>> give_to_shop(
    Services& services,
    const InboxItem& item,
    const Connection& app,
    const Delivery& delivery,
    Tick deadline
) {
    if (delivery.shop.empty()) {
        co_return false;
    }
    const auto shop = co_await services.connections.find_shop(app.id, delivery.shop, deadline);
    if (!shop) {
        co_return Failure{shop.error()};
    }
    if (*shop == nullptr) {
        co_return false;
    }
    const TenantId tenant = (*shop)->tenant;
    const auto key = co_await services.keyring.today(tenant, Purpose::inbox, deadline);
    if (!key) {
        co_return Failure{key.error()};
    }
    InboxItem given;
    given.tenant = tenant;
    given.id = InboxId::make(services.clock.business(), services.entropy);
    given.connection = (*shop)->id;
    given.dedupe = item.dedupe;
    given.sealed = seal_delivery(delivery, tenant, given.id, **key, make_nonce(services.entropy));
    given.day = (*key)->day;
    given.received_at = item.received_at; // an update is not newer because it was found late
    auto unit = [given = std::move(given)](Tx& tx) -> Result<bool> {
        return inbox::insert(tx, given);
    };
    const auto stored = co_await platform::write(
        services.store, Reach::of(tenant), std::move(unit), deadline, platform::Lane::background
    );
    if (!stored) {
        co_return Failure{stored.error()};
    }
    services.wakeups.notify(inbox_feed);
    co_return true;
}

} // namespace route9::gateway
