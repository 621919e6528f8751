// SPDX-License-Identifier: Apache-2.0
#include "intake/take_hint.hpp"

#include "gateway/catalogue.hpp"
#include "gateway/channels/may_be_called.hpp"
#include "gateway/channels/order_fetches.hpp"
#include "gateway/orders/awaited_order.hpp"
#include "platform/async_store.hpp"

#include <memory>
#include <optional>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

platform::task<Result<std::optional<OrderRecord>>>
find_known(Services& services, OrderReference named, Tick deadline) {
    const Reach reach = Reach::of(named.tenant);
    auto unit = [named = std::move(named)](Tx& tx) -> Result<std::optional<OrderRecord>> {
        return orders::find_external(tx, named);
    };
    co_return co_await platform::read(services.store, reach, std::move(unit), deadline);
}

platform::task<Result<InboxState>> ask_for(
    Services& services,
    EventOrigin origin,
    const Connection& connection,
    adapters::InboundEvent event,
    std::string shop,
    Tick deadline
) {
    if (event.channel.empty()) {
        event.channel = connection.id.text();
    }
    const OrderReference named{origin.tenant, connection.party, event.channel, event.external_id};
    const auto known = co_await find_known(services, named, deadline);
    if (!known) {
        co_return Failure{known.error()};
    }
    const Instant at = event.source_time.value_or(origin.received_at);
    const bool is_told =
        event.others.empty() && *known && (*known)->status != OrderStatus::awaiting_details;
    if (is_told && event.source_time && (*known)->source_time >= at) {
        co_return co_await close_origin(
            services, std::move(origin), InboxState::done, "the order is known", deadline
        );
    }
    const auto keys = co_await services.keyring.tenant(origin.tenant, deadline);
    if (!keys) {
        co_return Failure{keys.error()};
    }
    std::shared_ptr<const AwaitedOrder> awaited;
    if (!*known && !event.is_name_only) {
        awaited = std::make_shared<const AwaitedOrder>(await_order(
            named,
            at,
            {.addresses = services.catalogue.corridor.addresses,
             .keys = **keys,
             .vault = services.vault,
             .entropy = services.entropy,
             .now = services.clock.business()}
        ));
    }
    const OrderFetch fetch{
        .tenant = origin.tenant,
        .connection = connection.id,
        .external_id = event.external_id,
        .shop = std::move(shop),
        .asked_at = services.clock.business(),
    };
    const Reach reach = Reach::of(origin.tenant);
    auto unit = [origin = std::move(origin), awaited, fetch, others = event.others](Tx& tx
                ) -> Result<InboxState> {
        if (awaited && orders::insert(tx, awaited->record, awaited->person_key)) {
            orders::note_connection(
                tx, {fetch.tenant, fetch.connection, fetch.external_id}, awaited->record.id
            );
        }
        order_fetches::ask(tx, fetch);
        for (const std::string& other : others) {
            OrderFetch also = fetch;
            also.external_id = other;
            order_fetches::ask(tx, also);
        }
        return origin.end(tx, InboxState::done, "to be fetched: " + fetch.external_id);
    };
    const auto taken = co_await platform::write(
        services.store, reach, std::move(unit), deadline, platform::Lane::background
    );
    if (taken) {
        services.wakeups.notify(order_fetch_feed);
    }
    co_return taken;
}

} // namespace

platform::task<Result<InboxState>> take_hint(
    Services& services,
    EventOrigin origin,
    const Connection& connection,
    adapters::InboundEvent event,
    std::string shop,
    Tick deadline
) {
    const auto may_ask = co_await may_be_called(services, connection, deadline);
    if (!may_ask) {
        co_return Failure{may_ask.error()};
    }
    if (!*may_ask) { // its pushes carry the order, this one does not
        co_return co_await close_origin(
            services, std::move(origin), InboxState::ignored, std::move(event.reason), deadline
        );
    }
    co_return co_await ask_for(
        services, std::move(origin), connection, std::move(event), std::move(shop), deadline
    );
}

} // namespace route9::gateway
