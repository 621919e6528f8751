// SPDX-License-Identifier: Apache-2.0
#include "gateway/intake/take_delivery.hpp"

#include "adapters/marketplaces/event_readers.hpp"
#include "core/assert.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/intake/give_to_shop.hpp"
#include "gateway/intake/take_drafts.hpp"
#include "gateway/intake/take_update.hpp"
#include "gateway/orders/cancel_order.hpp"
#include "gateway/orders/order_words.hpp"
#include "gateway/orders/place_order.hpp"
#include "gateway/orders/refused_cancellation.hpp"
#include "intake/intake_metrics.hpp"
#include "platform/async_store.hpp"

#include <memory>
#include <utility>

namespace route9::gateway {
namespace {

using adapters::EventKind;
using adapters::InboundEvent;
using namespace fulfillment;

std::string first_problem(const Error& error) {
    if (error.fields.empty()) {
        return error.detail;
    }
    return error.fields.front().pointer + ": " + error.fields.front().message;
}

Result<InboundEvent> read_event(const Connection& connection, const Delivery& delivery) {
    const auto message = parse_json(delivery.body);
    if (!message) {
        return Failure{message.error()};
    }
    const auto* reader = adapters::find_event_reader(connection.platform.text());
    if (reader == nullptr) {
        return InboundEvent{.reason = "no reader for this platform"};
    }
    return reader->read(*message, {.topic = delivery.topic, .connection = connection.id.text()});
}

platform::task<Result<InboxState>> close_item(
    Services& services, InboxItem item, InboxState state, std::string reason, Tick deadline
) {
    const Reach reach = Reach::of(item.tenant);
    auto unit = [item = std::move(item), state, reason = std::move(reason)](Tx& tx
                ) -> Result<bool> { return inbox::finish(tx, item, state, reason); };
    const auto closed = co_await platform::write(
        services.store, reach, std::move(unit), deadline, platform::Lane::background
    );
    if (!closed) {
        co_return Failure{closed.error()};
    }
    co_return state;
}

struct Loaded {
    Delivery delivery;
    std::shared_ptr<const Connection> connection;
};

platform::task<Result<Loaded>> load(Services& services, const InboxItem& item, Tick deadline) {
    auto connection = co_await services.connections.find(item.connection, deadline);
    if (!connection) {
        co_return Failure{std::move(connection).error()};
    }
    auto unit = [&services, tenant = item.tenant, day = item.day](Tx& tx) {
        return services.keyring.of_day(tx, tenant, Purpose::inbox, day);
    };
    const auto key =
        co_await platform::read(services.store, Reach::of(item.tenant), std::move(unit), deadline);
    if (!key) {
        co_return Failure{key.error()};
    }
    co_return Loaded{open_delivery(item, *key), std::move(*connection)};
}

/// An order that is known already stays as it is. From now on it is this connection's too, so that
/// its cancellation finds it.
platform::task<Result<InboxState>> take_known_order(
    Services& services, InboxItem item, ConnectionReference pushed, Error known, Tick deadline
) {
    const Reach reach = Reach::of(item.tenant);
    auto unit = [item = std::move(item),
                 pushed = std::move(pushed),
                 known = std::move(known)](Tx& tx) -> Result<bool> {
        if (const auto id = OrderId::parse(known.reference)) {
            orders::note_connection(tx, pushed, *id);
        }
        return inbox::finish(tx, item, InboxState::done, "the order is known: " + known.reference);
    };
    const auto closed = co_await platform::write(
        services.store, reach, std::move(unit), deadline, platform::Lane::background
    );
    if (!closed) {
        co_return Failure{closed.error()};
    }
    co_return InboxState::done;
}

/// An update that claims no channel means the order that came by this connection.
platform::task<Result<void>>
settle_channel(Services& services, const InboxItem& item, InboundEvent& event, Tick deadline) {
    if (event.kind != EventKind::order_updated || !event.channel.empty()) {
        co_return Result<void>{};
    }
    auto unit = [pushed =
                     ConnectionReference{item.tenant, item.connection, event.external_id}](Tx& tx
                ) -> Result<std::vector<OrderRecord>> { return orders::of_connection(tx, pushed); };
    const auto found =
        co_await platform::read(services.store, Reach::of(item.tenant), std::move(unit), deadline);
    if (!found) {
        co_return Failure{found.error()};
    }
    if (found->size() == 1) {
        event.order->channel = found->front().order.channel;
    }
    co_return Result<void>{};
}

platform::task<Result<InboxState>> take_order(
    Services& services,
    InboxItem item,
    const Connection& connection,
    InboundEvent event,
    Tick deadline
) {
    const auto keys = co_await services.keyring.tenant(item.tenant, deadline);
    if (!keys) {
        co_return Failure{keys.error()};
    }
    if (auto settled = co_await settle_channel(services, item, event, deadline); !settled) {
        co_return Failure{std::move(settled).error()};
    }
    const Instant now = services.clock.business();
    const Instant source_time = event.source_time.value_or(item.received_at);
    OrderUpdate update{connection.party, connection.id, *event.order, source_time};
    auto prepared = std::make_shared<const PreparedOrder>(prepare_order(
        {.tenant = item.tenant,
         .seller = connection.party,
         .order = std::move(*event.order),
         .source_time = source_time,
         .connection = connection.id},
        {.addresses = services.catalogue.corridor.addresses,
         .keys = **keys,
         .vault = services.vault,
         .entropy = services.entropy,
         .now = now}
    ));
    AroundOrder<OrderRecord> around = [item](Tx& tx, const auto& place) -> Result<OrderRecord> {
        auto record = place(tx, [] { return true; });
        if (record && !inbox::finish(tx, item, InboxState::done, record->id.text())) {
            return fail(ErrorCode::conflict, "another attempt has taken this delivery over");
        }
        return record;
    };
    const auto placed = co_await place_order<OrderRecord>(
        services, std::move(prepared), Prohibited::keep_cancelled, std::move(around), deadline
    );
    const bool exists = !placed && placed.error().code == ErrorCode::already_exists;
    if (exists && event.kind == EventKind::order_updated) {
        co_return co_await take_update(services, std::move(item), std::move(update), deadline);
    }
    if (exists) {
        ConnectionReference pushed{item.tenant, connection.id, event.external_id};
        co_return co_await take_known_order(
            services, std::move(item), std::move(pushed), placed.error(), deadline
        );
    }
    if (!placed) {
        co_return Failure{placed.error()};
    }
    co_return InboxState::done;
}

/// What a cancellation names. The channel may be left out: then it is the order that came by this
/// connection, whatever channel that one's data claimed.
struct Named {
    OrderReference by_channel;
    std::optional<ConnectionReference> by_connection; // when the message claims no channel
};

Named named_by(const InboxItem& item, const Connection& connection, const InboundEvent& event) {
    Named named;
    named.by_channel = {item.tenant, connection.party, event.channel, event.external_id};
    if (event.channel.empty()) {
        const auto* reader = adapters::find_event_reader(connection.platform.text());
        ROUTE9_ASSERT(reader != nullptr); // it has read the event
        named.by_channel.channel = reader->unclaimed_channel(connection.id.text());
        named.by_connection = {item.tenant, connection.id, event.external_id};
    }
    return named;
}

/// `early` is what is kept of the cancellation's words when its order has not come yet.
struct Told {
    Cancellation cancellation;
    EarlyWords early;
};

void note_early(Tx& tx, const Named& named, const Told& told) {
    const Instant at = told.cancellation.at;
    orders::note_early_cancellation(tx, named.by_channel, told.early, at);
    if (named.by_connection) {
        orders::note_early_cancellation(tx, *named.by_connection, told.early, at);
    }
}

struct Closing {
    InboxState state = InboxState::done;
    std::string reason;
};

/// Too late when cancelling was refused in a unit of its own, which has left nothing behind.
enum class When : std::uint8_t { perhaps_in_time, too_late };

Result<Closing>
cancel_named(Tx& tx, const Named& named, const Told& told, const Vault& vault, When when) {
    std::vector<OrderRecord> found;
    if (named.by_connection) {
        found = orders::of_connection(tx, *named.by_connection);
    }
    if (found.size() > 1) {
        return Closing{
            InboxState::quarantined, "/data/channel: orders of several channels have this id"
        };
    }
    if (found.empty()) {
        if (auto record = orders::find_external(tx, named.by_channel)) {
            found.push_back(std::move(*record));
        }
    }
    if (found.empty()) {
        note_early(tx, named, told);
        return Closing{InboxState::done, "came before its order"};
    }
    if (when == When::too_late && found.front().status != OrderStatus::cancelled) {
        auto kept = keep_refused_cancellation(tx, std::move(found.front()), told.cancellation);
        if (!kept) {
            return Failure{std::move(kept).error()};
        }
        return Closing{InboxState::done, "the order was not cancelled: see its reasons"};
    }
    auto done = cancel_order(tx, std::move(found.front()), told.cancellation, vault);
    if (!done) {
        return Failure{std::move(done).error()};
    }
    return Closing{InboxState::done, "cancelled"};
}

platform::task<Result<InboxState>> take_cancellation(
    Services& services,
    InboxItem item,
    const Connection& connection,
    InboundEvent event,
    Tick deadline
) {
    const Instant now = services.clock.business();
    const TenantId tenant = item.tenant;
    const auto key = co_await services.keyring.today(tenant, Purpose::words, deadline);
    if (!key) {
        co_return Failure{key.error()};
    }
    const SealNonce nonce = make_nonce(services.entropy);
    const Told told{
        .cancellation =
            {.reason = event.reason,
             .at = now,
             .source_time = event.source_time.value_or(item.received_at),
             .ids = draw_cancel_ids(now, services.entropy)},
        .early = seal_early_words(event.reason, tenant, event.external_id, **key, nonce),
    };
    const Named named = named_by(item, connection, event);
    const auto unit = [named, item = std::move(item), told, &vault = services.vault](When when) {
        return [=, &vault](Tx& tx) -> Result<InboxState> {
            const auto closing = cancel_named(tx, named, told, vault, when);
            if (!closing) {
                return Failure{closing.error()};
            }
            if (!inbox::finish(tx, item, closing->state, closing->reason)) {
                return fail(ErrorCode::conflict, "another attempt has taken this delivery over");
            }
            return closing->state;
        };
    };
    auto work = unit(When::perhaps_in_time);
    auto answer = co_await platform::write(
        services.store, Reach::of(tenant), std::move(work), deadline, platform::Lane::background
    );
    if (!answer && tells_lateness(answer.error())) {
        auto late = unit(When::too_late);
        answer = co_await platform::write(
            services.store, Reach::of(tenant), std::move(late), deadline, platform::Lane::background
        );
    }
    if (answer) {
        services.wakeups.notify(journal_feed(tenant));
    }
    co_return answer;
}

std::string why_kept(bool given, const std::string& shop) {
    if (given) {
        return "given to the shop " + shop;
    }
    return shop.empty() ? "the message names no shop"
                        : "no connection of this app is for the shop " + shop;
}

/// What an app took for a shop, worked off again.
platform::task<Result<InboxState>>
take_apps(Services& services, InboxItem item, const Loaded& loaded, Tick deadline) {
    const auto given =
        co_await give_to_shop(services, item, *loaded.connection, loaded.delivery, deadline);
    if (!given) {
        co_return Failure{given.error()};
    }
    const std::string& shop = loaded.delivery.shop;
    co_return co_await close_item(
        services,
        std::move(item),
        *given ? InboxState::done : InboxState::unmatched,
        why_kept(*given, shop),
        deadline
    );
}

platform::task<Result<InboxState>> work_off(Services& services, InboxItem item, Tick deadline) {
    auto loaded = co_await load(services, item, deadline);
    if (!loaded) {
        co_return Failure{std::move(loaded).error()};
    }
    if (!loaded->connection) {
        co_return co_await close_item(
            services, std::move(item), InboxState::unmatched, "the connection is gone", deadline
        );
    }
    const Connection& connection = *loaded->connection;
    if (connection.paused) { // a shop of an app: the app goes on taking what comes
        co_return fail(ErrorCode::overloaded, "this connection is paused");
    }
    if (connection.is_app()) {
        co_return co_await take_apps(services, std::move(item), *loaded, deadline);
    }
    if (is_chat_platform(connection.platform.text())) {
        co_return co_await take_drafts(
            services, std::move(item), connection, loaded->delivery, deadline
        );
    }
    auto event = read_event(connection, loaded->delivery);
    if (!event) {
        co_return co_await close_item(
            services,
            std::move(item),
            InboxState::quarantined,
            first_problem(event.error()),
            deadline
        );
    }
    if (event->source_time > item.received_at) {
        event->source_time = item.received_at; // else nothing true that follows would be newer
    }
    switch (event->kind) {
    case EventKind::order_created:
    case EventKind::order_updated:
        co_return co_await take_order(
            services, std::move(item), connection, std::move(*event), deadline
        );
    case EventKind::order_cancelled:
        co_return co_await take_cancellation(
            services, std::move(item), connection, std::move(*event), deadline
        );
    case EventKind::ignored:
        break;
    }
    co_return co_await close_item(
        services, std::move(item), InboxState::ignored, std::move(event->reason), deadline
    );
}

} // namespace

platform::task<Result<void>> take_delivery(Services& services, InboxItem item, Tick deadline) {
    const InboxId id = item.id;
    const ConnectionId connection = item.connection;
    const auto state = co_await work_off(services, std::move(item), deadline);
    if (!state) {
        co_return Failure{state.error()};
    }
    count_delivery(services, id, connection, *state);
    co_return Result<void>{};
}

} // namespace route9::gateway
