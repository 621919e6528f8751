// SPDX-License-Identifier: Apache-2.0
#include "gateway/intake/take_event.hpp"

#include "gateway/catalogue.hpp"
#include "gateway/intake/take_update.hpp"
#include "gateway/orders/place_order.hpp"
#include "intake/same_order.hpp"
#include "intake/take_cancellation.hpp"
#include "intake/take_hint.hpp"
#include "platform/async_store.hpp"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

using adapters::EventKind;
using adapters::InboundEvent;
using namespace fulfillment;

/// An order that is known already stays as it is. From now on it is this connection's too, so that
/// its cancellation finds it.
platform::task<Result<InboxState>> take_known_order(
    Services& services,
    EventOrigin origin,
    ConnectionReference pushed,
    OrderReference named,
    Error known,
    Tick deadline
) {
    const Reach reach = Reach::of(origin.tenant);
    auto unit = [origin = std::move(origin),
                 pushed = std::move(pushed),
                 named = std::move(named),
                 known = std::move(known)](Tx& tx) -> Result<InboxState> {
        if (const auto id = OrderId::parse(known.reference)) {
            drop_awaited(tx, named, *id);
            orders::note_connection(tx, pushed, *id);
        }
        return origin.end(tx, InboxState::done, "the order is known: " + known.reference);
    };
    co_return co_await platform::write(
        services.store, reach, std::move(unit), deadline, platform::Lane::background
    );
}

/// An update that claims no channel means the order that came by this connection.
platform::task<Result<void>>
settle_channel(Services& services, const EventOrigin& origin, InboundEvent& event, Tick deadline) {
    if (event.kind != EventKind::order_updated || !event.channel.empty()) {
        co_return Result<void>{};
    }
    auto unit = [pushed = ConnectionReference{origin.tenant, origin.connection, event.external_id}](
                    Tx& tx
                ) -> Result<std::vector<OrderRecord>> { return orders::of_connection(tx, pushed); };
    const auto found = co_await platform::read(
        services.store, Reach::of(origin.tenant), std::move(unit), deadline
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    if (found->size() == 1) {
        event.order->channel = found->front().order.channel;
    }
    co_return Result<void>{};
}

/// The order's id where it stands as awaiting_details.
platform::task<Result<std::optional<OrderId>>> awaited_order(
    Services& services,
    const EventOrigin& origin,
    const Connection& connection,
    const InboundEvent& event,
    Tick deadline
) {
    auto unit = [named = OrderReference{
                     origin.tenant, connection.party, event.order->channel, event.external_id
                 }](Tx& tx) -> Result<std::optional<OrderId>> {
        const auto record = orders::find_external(tx, named);
        const bool is_awaited = record && record->status == OrderStatus::awaiting_details;
        return is_awaited ? std::optional{record->id} : std::nullopt;
    };
    co_return co_await platform::read(
        services.store, Reach::of(origin.tenant), std::move(unit), deadline
    );
}

/// As a new order, or in the place of the awaited one; already_exists where it is neither.
platform::task<Result<OrderRecord>> place_as(
    Services& services,
    const EventOrigin& origin,
    const Connection& connection,
    const InboundEvent& event,
    std::optional<OrderId> awaited,
    Tick deadline
) {
    const auto keys = co_await services.keyring.tenant(origin.tenant, deadline);
    if (!keys) {
        co_return Failure{keys.error()};
    }
    PreparedOrder ready = prepare_order(
        {.tenant = origin.tenant,
         .seller = connection.party,
         .order = *event.order,
         .source_time = event.source_time.value_or(origin.received_at),
         .connection = connection.id},
        {.addresses = services.catalogue.corridor.addresses,
         .keys = **keys,
         .vault = services.vault,
         .entropy = services.entropy,
         .now = services.clock.business()}
    );
    if (awaited) {
        ready.id = *awaited;
        ready.was_awaited = true;
    }
    auto prepared = std::make_shared<const PreparedOrder>(std::move(ready));
    AroundOrder<OrderRecord> around =
        [origin, number = event.marketplace_id](Tx& tx, const auto& place) -> Result<OrderRecord> {
        auto record = place(tx, [] { return true; });
        if (!record) {
            return record;
        }
        note_marketplace(tx, record->tenant, number, record->id);
        if (auto ended = origin.end(tx, InboxState::done, record->id.text()); !ended) {
            return Failure{std::move(ended).error()};
        }
        return record;
    };
    co_return co_await place_order<OrderRecord>(
        services, std::move(prepared), Prohibited::keep_cancelled, std::move(around), deadline
    );
}

/// A message may tell the number of an order while the whole of it is on its way: then the one that
/// now stands as awaited is placed.
platform::task<Result<OrderRecord>> place_event(
    Services& services,
    const EventOrigin& origin,
    const Connection& connection,
    const InboundEvent& event,
    Tick deadline
) {
    Result<std::optional<OrderId>> awaited = std::nullopt;
    if (origin.was_fetched) { // mostly it stands so
        awaited = co_await awaited_order(services, origin, connection, event, deadline);
    }
    if (!awaited) {
        co_return Failure{std::move(awaited).error()};
    }
    auto placed = co_await place_as(services, origin, connection, event, *awaited, deadline);
    if (placed || *awaited || placed.error().code != ErrorCode::already_exists) {
        co_return placed;
    }
    awaited = co_await awaited_order(services, origin, connection, event, deadline);
    if (!awaited || !*awaited) {
        co_return placed;
    }
    co_return co_await place_as(services, origin, connection, event, *awaited, deadline);
}

platform::task<Result<InboxState>> take_order(
    Services& services,
    EventOrigin origin,
    const Connection& connection,
    InboundEvent event,
    Tick deadline
) {
    if (auto settled = co_await settle_channel(services, origin, event, deadline); !settled) {
        co_return Failure{std::move(settled).error()};
    }
    const OrderReference named{
        origin.tenant, connection.party, event.order->channel, event.external_id
    };
    const ConnectionReference pushed{origin.tenant, connection.id, event.external_id};
    const auto same = co_await same_order(services, origin, connection, event, deadline);
    if (!same) {
        co_return Failure{same.error()};
    }
    if (*same) {
        Error known{.code = ErrorCode::already_exists, .reference = (*same)->text()};
        co_return co_await take_known_order(
            services, std::move(origin), pushed, named, std::move(known), deadline
        );
    }
    OrderUpdate update{
        connection.party,
        connection.id,
        *event.order,
        event.source_time.value_or(origin.received_at)
    };
    const auto placed = co_await place_event(services, origin, connection, event, deadline);
    const bool exists = !placed && placed.error().code == ErrorCode::already_exists;
    if (exists && event.kind == EventKind::order_updated) {
        co_return co_await take_update(services, std::move(origin), std::move(update), deadline);
    }
    if (exists) {
        co_return co_await take_known_order(
            services, std::move(origin), pushed, named, placed.error(), deadline
        );
    }
    if (!placed) {
        co_return Failure{placed.error()};
    }
    co_return InboxState::done;
}

} // namespace

platform::task<Result<InboxState>> close_origin(
    Services& services, EventOrigin origin, InboxState state, std::string reason, Tick deadline
) {
    const Reach reach = Reach::of(origin.tenant);
    auto unit = [origin = std::move(origin), state, reason = std::move(reason)](Tx& tx) {
        return origin.end(tx, state, reason);
    };
    co_return co_await platform::write(
        services.store, reach, std::move(unit), deadline, platform::Lane::background
    );
}

platform::task<Result<InboxState>> take_event(
    Services& services,
    EventOrigin origin,
    const Connection& connection,
    InboundEvent event,
    std::string shop,
    Tick deadline
) {
    if (event.source_time > origin.received_at) {
        event.source_time = origin.received_at; // else nothing true that follows would be newer
    }
    const auto other = co_await other_shop(services, origin, connection, event, deadline);
    if (!other) {
        co_return Failure{other.error()};
    }
    if (!other->empty()) {
        co_return co_await close_origin(
            services,
            std::move(origin),
            InboxState::quarantined,
            "the seller's shop " + *other + " has an order " + event.external_id +
                ": enter this one by POST /v1/orders with another external_id",
            deadline
        );
    }
    switch (event.kind) {
    case EventKind::order_created:
    case EventKind::order_updated:
        co_return co_await take_order(
            services, std::move(origin), connection, std::move(event), deadline
        );
    case EventKind::order_cancelled:
        co_return co_await take_cancellation(
            services, std::move(origin), connection, std::move(event), deadline
        );
    case EventKind::cancel_requested:
        co_return co_await take_cancel_request(
            services, std::move(origin), connection, std::move(event), deadline
        );
    case EventKind::order_to_fetch:
        co_return co_await take_hint(
            services, std::move(origin), connection, std::move(event), std::move(shop), deadline
        );
    case EventKind::ignored:
        break;
    }
    if (origin.was_fetched) {
        co_return co_await take_sent(
            services, std::move(origin), connection, std::move(event), deadline
        );
    }
    co_return co_await close_origin(
        services, std::move(origin), InboxState::ignored, std::move(event.reason), deadline
    );
}

} // namespace route9::gateway
