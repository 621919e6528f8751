// SPDX-License-Identifier: Apache-2.0
#include "intake/same_order.hpp"

#include "adapters/marketplaces/shop_api.hpp"
#include "adapters/marketplaces/write_back.hpp"
#include "platform/async_store.hpp"

#include <string>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

using namespace fulfillment;

/// Stands for the connection by which orders are known by their marketplace's number.
constexpr const char* kMarketplaceNumber = "~marketplace";

/// A shop platform's own orders are passed on by nobody, and its numbers are short.
bool is_marketplace(std::string_view platform) noexcept {
    const auto* api = adapters::find_shop_api(platform);
    return api != nullptr && !api->is_pushed;
}

std::optional<OrderId>
sold_there(Tx& tx, const TenantId& tenant, const PartyId& seller, const std::string& number) {
    for (const std::string_view channel : adapters::written_platforms()) {
        if (!is_marketplace(channel)) {
            continue;
        }
        if (auto record =
                orders::find_external(tx, {tenant, seller, std::string{channel}, number})) {
            return record->id;
        }
    }
    return std::nullopt;
}

constexpr Statement kDoors{
    "same_order.doors",
    "SELECT connection_id FROM order_connection WHERE tenant_id = $1 AND order_id = $2"
};

std::vector<ConnectionId> doors_of(Tx& tx, const TenantId& tenant, const OrderId& order) {
    std::vector<ConnectionId> doors;
    Rows rows = tx.query(kDoors, tenant, order);
    while (rows.next()) {
        doors.push_back(rows.row().get<ConnectionId>(0));
    }
    return doors;
}

std::string shop_of(const Connection& connection) {
    return connection.shop.empty() ? shop_key(connection.setting("shop")) : connection.shop;
}

/// The shop by which the order came, when it is none of this platform's that is the same.
std::string stranger(Tx& tx, const Connection& shop, const OrderId& order, const Vault& vault) {
    std::string found;
    for (const ConnectionId& id : doors_of(tx, shop.tenant, order)) {
        const auto door = connections::find(tx, id, vault);
        if (!door || door->platform != shop.platform) {
            continue;
        }
        if (door->id == shop.id || shop_of(*door) == shop_of(shop)) {
            return {};
        }
        found = shop_of(*door).empty() ? door->id.text() : shop_of(*door);
    }
    return found;
}

std::optional<OrderId>
passed_on(Tx& tx, const TenantId& tenant, const PartyId& seller, const std::string& number) {
    for (const OrderRecord& record :
         orders::of_connection(tx, {tenant, ConnectionId{kMarketplaceNumber}, number})) {
        if (record.seller == seller) {
            return record.id;
        }
    }
    return std::nullopt;
}

} // namespace

platform::task<Result<std::optional<OrderId>>> same_order(
    Services& services,
    const EventOrigin& origin,
    const Connection& connection,
    const adapters::InboundEvent& event,
    Tick deadline
) {
    using Found = std::optional<OrderId>;
    const bool is_sold = origin.was_fetched && is_marketplace(connection.platform.text());
    if (event.marketplace_id.empty() && !is_sold) {
        co_return Found{};
    }
    auto unit = [tenant = origin.tenant,
                 seller = connection.party,
                 passed = event.marketplace_id,
                 own = event.external_id](Tx& tx) -> Result<Found> {
        return passed.empty() ? passed_on(tx, tenant, seller, own)
                              : sold_there(tx, tenant, seller, passed);
    };
    co_return co_await platform::read(
        services.store, Reach::of(origin.tenant), std::move(unit), deadline
    );
}

platform::task<Result<std::string>> other_shop(
    Services& services,
    const EventOrigin& origin,
    const Connection& connection,
    const adapters::InboundEvent& event,
    Tick deadline
) {
    const auto* api = adapters::find_shop_api(connection.platform.text());
    if (api == nullptr || !api->counts_by_shop || event.external_id.empty()) {
        co_return std::string{};
    }
    const std::string& channel = event.order ? event.order->channel : event.channel;
    auto unit = [connection,
                 named =
                     OrderReference{origin.tenant, connection.party, channel, event.external_id},
                 &vault = services.vault](Tx& tx) -> Result<std::string> {
        const auto known = orders::find_external(tx, named);
        return known ? stranger(tx, connection, known->id, vault) : std::string{};
    };
    co_return co_await platform::read(
        services.store, Reach::of(origin.tenant), std::move(unit), deadline
    );
}

void note_marketplace(
    Tx& tx, const TenantId& tenant, const std::string& number, const OrderId& id
) {
    if (!number.empty()) {
        orders::note_connection(tx, {tenant, ConnectionId{kMarketplaceNumber}, number}, id);
    }
}

void drop_awaited(Tx& tx, const OrderReference& named, const OrderId& same) {
    const auto record = orders::find_external(tx, named);
    if (record && record->id != same && record->status == OrderStatus::awaiting_details) {
        orders::remove_awaited(tx, named.tenant, record->id);
    }
}

} // namespace route9::gateway
