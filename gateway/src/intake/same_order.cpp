// SPDX-License-Identifier: Apache-2.0
#include "intake/same_order.hpp"

#include "adapters/marketplaces/shop_api.hpp"
#include "adapters/marketplaces/write_back.hpp"
#include "platform/async_store.hpp"

#include <string>
#include <utility>

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
