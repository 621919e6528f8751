// SPDX-License-Identifier: Apache-2.0
#include "gateway/channels/connection_health.hpp"

#include "adapters/marketplaces/shop_api.hpp"
#include "gateway/channels/order_fetches.hpp"
#include "gateway/intake/connection_traffic.hpp"
#include "gateway/intake/inbox.hpp"

namespace route9::gateway {
namespace {

constexpr std::int64_t kSlotsOfADay = Seconds{std::chrono::days{1}} / heard_slot;

} // namespace

ConnectionHealth health_of(Tx& tx, const Connection& connection, const Vault& vault, Instant now) {
    const std::int64_t slot = slot_of(now);
    ConnectionHealth health;
    health.last_heard = connection_traffic::last_heard(tx, connection.tenant, connection.id);
    health.day = connection_traffic::sum(
        tx, connection.tenant, connection.id, slot - kSlotsOfADay + 1, slot
    );
    health.lately = connection_traffic::sum(tx, connection.tenant, connection.id, slot - 1, slot);
    health.alerts = connection_alerts::standing(tx, connection.tenant, connection.id);
    const auto* api = adapters::find_shop_api(connection.platform.text());
    health.calls_api = !connection.is_app() && api != nullptr;
    health.is_pushed = api != nullptr && api->is_pushed;
    if (health.calls_api) {
        health.access = accesses::find(tx, connection.id, vault);
    }
    return health;
}

ConnectionQueue queue_of(Tx& tx, const Connection& connection) {
    const auto waiting = inbox::waiting(tx, connection.tenant, connection.id);
    const auto fetches = order_fetches::count(tx, connection.tenant, connection.id);
    return {
        .deliveries = waiting.count,
        .oldest_at = waiting.oldest_at,
        .fetches = fetches.waiting,
        .parked = fetches.parked,
        .polls = channel_polls::of_connection(tx, connection.tenant, connection.id),
    };
}

std::int64_t errors_per_thousand(const HeardSlot& heard) {
    const std::int64_t all = heard.received + heard.refused;
    return all == 0 ? 0 : (heard.refused + heard.set_aside) * 1000 / all;
}

} // namespace route9::gateway
