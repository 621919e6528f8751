// SPDX-License-Identifier: Apache-2.0
#include "gateway/intake/keep_delivery.hpp"

#include "intake/intake_metrics.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway {

platform::task<Result<bool>>
keep_delivery(Services& services, const Connection& connection, Keeping keeping, Tick deadline) {
    const auto key = co_await services.keyring.today(connection.tenant, Purpose::inbox, deadline);
    if (!key) {
        co_return Failure{key.error()};
    }
    const Instant now = services.clock.business();
    const InboxId id = InboxId::make(now, services.entropy);
    const InboxState state = keeping.state;
    InboxItem item;
    item.tenant = connection.tenant;
    item.id = id;
    item.connection = connection.id;
    item.dedupe = std::move(keeping.dedupe);
    item.state = state;
    item.reason = std::move(keeping.reason);
    item.sealed =
        seal_delivery(keeping.delivery, item.tenant, item.id, **key, make_nonce(services.entropy));
    item.day = (*key)->day;
    item.received_at = now;
    auto unit = [item = std::move(item)](Tx& tx) -> Result<bool> {
        return inbox::insert(tx, item);
    };
    const auto stored = co_await platform::write(
        services.store, Reach::of(connection.tenant), std::move(unit), deadline
    );
    if (!stored) {
        co_return Failure{stored.error()};
    }
    services.tally.received(connection.tenant, connection.id, now, *stored);
    if (*stored && state == InboxState::pending) {
        services.wakeups.notify(inbox_feed);
    } else if (*stored) {
        count_delivery(services, {connection.tenant, id, connection.id, now}, state);
    }
    co_return *stored;
}

platform::task<Result<std::shared_ptr<const Connection>>> addressee(
    Services& services,
    std::shared_ptr<const Connection> at_path,
    const std::string& shop,
    Tick deadline
) {
    if (!at_path->is_app() || shop.empty()) {
        co_return at_path;
    }
    auto found = co_await services.connections.find_shop(at_path->id, shop, deadline);
    if (!found) {
        co_return Failure{std::move(found).error()};
    }
    co_return *found ? std::move(*found) : at_path;
}

Bytes filed_dedupe(const Connection& connection, const std::string& shop, const std::string& key) {
    const bool by_app = connection.is_app() || !connection.app.empty();
    return filed_key(by_app ? shop + "|" + key : key);
}

} // namespace route9::gateway
