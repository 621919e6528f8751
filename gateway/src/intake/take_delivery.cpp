// SPDX-License-Identifier: Apache-2.0
#include "gateway/intake/take_delivery.hpp"

#include "adapters/marketplaces/event_readers.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/intake/give_to_shop.hpp"
#include "gateway/intake/take_drafts.hpp"
#include "gateway/intake/take_event.hpp"
#include "gateway/intake/take_tracking.hpp"
#include "intake/intake_metrics.hpp"
#include "platform/async_store.hpp"

#include <memory>
#include <utility>

namespace route9::gateway {
namespace {

using adapters::InboundEvent;

std::string first_problem(const Error& error) {
    if (error.fields.empty()) {
        return error.detail;
    }
    return error.fields.front().pointer + ": " + error.fields.front().message;
}

Result<InboundEvent>
read_event(const Catalogue& catalogue, const Connection& connection, const Delivery& delivery) {
    const auto message = parse_json(delivery.body);
    if (!message) {
        return Failure{message.error()};
    }
    const auto* reader = adapters::find_event_reader(connection.platform.text());
    if (reader == nullptr) {
        return InboundEvent{.reason = "no reader for this platform"};
    }
    const auto* profile = catalogue.profiles->find(connection.platform.text());
    return reader->read(
        *message,
        {.topic = delivery.topic,
         .connection = connection.id.text(),
         .states = profile == nullptr ? adapters::no_order_states() : profile->order_states}
    );
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
    co_return co_await close_origin(
        services,
        origin_of(std::move(item)),
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
        co_return co_await close_origin(
            services,
            origin_of(std::move(item)),
            InboxState::unmatched,
            "the connection is gone",
            deadline
        );
    }
    const Connection& connection = *loaded->connection;
    if (connection.paused) { // a shop of an app: the app goes on taking what comes
        co_return fail(ErrorCode::overloaded, "this connection is paused");
    }
    if (connection.is_app()) {
        co_return co_await take_apps(services, std::move(item), *loaded, deadline);
    }
    if (const auto carrier = carrier_of(services, connection)) {
        co_return co_await take_tracking(
            services, std::move(item), *carrier, loaded->delivery.body, deadline
        );
    }
    if (is_chat_platform(connection.platform.text())) {
        co_return co_await take_drafts(
            services, std::move(item), connection, loaded->delivery, deadline
        );
    }
    auto event = read_event(services.catalogue, connection, loaded->delivery);
    if (!event) {
        co_return co_await close_origin(
            services,
            origin_of(std::move(item)),
            InboxState::quarantined,
            first_problem(event.error()),
            deadline
        );
    }
    co_return co_await take_event(
        services,
        origin_of(std::move(item)),
        connection,
        std::move(*event),
        std::move(loaded->delivery.shop),
        deadline
    );
}

} // namespace

platform::task<Result<void>> take_delivery(Services& services, InboxItem item, Tick deadline) {
    const CountedDelivery counted{item.tenant, item.id, item.connection, item.received_at};
    const auto state = co_await work_off(services, std::move(item), deadline);
    if (!state) {
        co_return Failure{state.error()};
    }
    count_delivery(services, counted, *state);
    co_return Result<void>{};
}

} // namespace route9::gateway
