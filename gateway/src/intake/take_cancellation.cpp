// SPDX-License-Identifier: Apache-2.0
#include "intake/take_cancellation.hpp"

#include "adapters/marketplaces/event_readers.hpp"
#include "core/assert.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/intake/take_update.hpp"
#include "gateway/orders/awaited_order.hpp"
#include "gateway/orders/cancel_order.hpp"
#include "gateway/orders/order_words.hpp"
#include "gateway/orders/refused_cancellation.hpp"
#include "platform/async_store.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

using adapters::InboundEvent;
using namespace fulfillment;

/// What a cancellation names. The channel may be left out: then it is the order that came by this
/// connection, whatever channel that one's data claimed.
struct Named {
    OrderReference by_channel;
    std::optional<ConnectionReference> by_connection; // when the message claims no channel
};

Named named_by(const EventOrigin& origin, const Connection& connection, const InboundEvent& event) {
    Named named;
    named.by_channel = {origin.tenant, connection.party, event.channel, event.external_id};
    if (event.channel.empty()) {
        const auto* reader = adapters::find_event_reader(connection.platform.text());
        ROUTE9_ASSERT(reader != nullptr); // it has read the event
        named.by_channel.channel = reader->unclaimed_channel(connection.id.text());
        named.by_connection = {origin.tenant, connection.id, event.external_id};
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

} // namespace

platform::task<Result<InboxState>> take_cancellation(
    Services& services,
    EventOrigin origin,
    const Connection& connection,
    InboundEvent event,
    Tick deadline
) {
    const Instant now = services.clock.business();
    const TenantId tenant = origin.tenant;
    const auto key = co_await services.keyring.today(tenant, Purpose::words, deadline);
    if (!key) {
        co_return Failure{key.error()};
    }
    const SealNonce nonce = make_nonce(services.entropy);
    const Told told{
        .cancellation =
            {.reason = event.reason,
             .at = now,
             .source_time = event.source_time.value_or(origin.received_at),
             .ids = draw_cancel_ids(now, services.entropy),
             .by_source = true},
        .early = seal_early_words(event.reason, tenant, event.external_id, **key, nonce),
    };
    const Named named = named_by(origin, connection, event);
    const auto unit = [named, origin = std::move(origin), told, &vault = services.vault](When when
                      ) {
        return [=, &vault](Tx& tx) -> Result<InboxState> {
            const auto closing = cancel_named(tx, named, told, vault, when);
            if (!closing) {
                return Failure{closing.error()};
            }
            return origin.end(tx, closing->state, closing->reason);
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

platform::task<Result<InboxState>> take_cancel_request(
    Services& services,
    EventOrigin origin,
    const Connection& connection,
    InboundEvent event,
    Tick deadline
) {
    const Instant now = services.clock.business();
    const TenantId tenant = origin.tenant;
    const Instant at = event.source_time.value_or(origin.received_at);
    const OrderReference named{tenant, connection.party, event.channel, event.external_id};
    auto unit = [origin = std::move(origin),
                 named,
                 at,
                 now,
                 id = EventId::make(now, services.entropy)](Tx& tx) -> Result<InboxState> {
        auto record = orders::find_external(tx, named);
        if (!record || record->status == OrderStatus::cancelled) {
            return origin.end(tx, InboxState::ignored, "nothing here is to be cancelled");
        }
        if (at < record->source_time) {
            return origin.end(tx, InboxState::done, "older than what is known");
        }
        record->source_time = at;
        HoldReason asked{.code = std::string{cancel_requested_reason}};
        if (auto kept = add_reason(tx, std::move(*record), std::move(asked), id, now); !kept) {
            return Failure{std::move(kept).error()};
        }
        return origin.end(tx, InboxState::done, "the buyer asks to cancel: see its reasons");
    };
    const auto taken = co_await platform::write(
        services.store, Reach::of(tenant), std::move(unit), deadline, platform::Lane::background
    );
    if (taken) {
        services.wakeups.notify(journal_feed(tenant));
    }
    co_return taken;
}

platform::task<Result<InboxState>> take_sent(
    Services& services,
    EventOrigin origin,
    const Connection& connection,
    InboundEvent event,
    Tick deadline
) {
    const TenantId tenant = origin.tenant;
    const OrderReference named{tenant, connection.party, event.channel, event.external_id};
    auto unit = [origin = std::move(origin), named, event](Tx& tx) -> Result<InboxState> {
        auto record = orders::find_external(tx, named);
        if (event.is_over && record && record->status == OrderStatus::awaiting_details) {
            record->status = OrderStatus::cancelled;
            record->reasons = reasons_text({{.code = std::string{sent_by_shop_reason}}});
            if (!orders::update(tx, *record)) {
                return fail(ErrorCode::conflict, "the order changed meanwhile; try again");
            }
        }
        return origin.end(tx, InboxState::ignored, event.reason);
    };
    co_return co_await platform::write(
        services.store, Reach::of(tenant), std::move(unit), deadline, platform::Lane::background
    );
}

} // namespace route9::gateway
