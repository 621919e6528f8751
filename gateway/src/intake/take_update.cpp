// SPDX-License-Identifier: Apache-2.0
#include "gateway/intake/take_update.hpp"

#include "core/journal.hpp"
#include "core/json.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/orders/awaited_order.hpp"
#include "gateway/orders/mend_order.hpp"
#include "gateway/orders/order_events.hpp"
#include "platform/async_store.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

using namespace fulfillment;

constexpr int kAttempts = 3; // somebody else may change the order meanwhile

/// The members in which a source's order differs from ours.
struct Difference {
    std::vector<std::string> mendable{};
    std::vector<std::string> others{};
};

struct Known {
    LoadedOrder loaded;
    std::optional<Secret> person_key; // none when the recipient has been erased
};

Result<Known>
load_known(Tx& tx, const TenantId& tenant, const OrderUpdate& update, const Vault& vault) {
    auto record = orders::find_external(
        tx, {tenant, update.seller, update.order.channel, update.order.external_id}
    );
    if (!record) {
        return fail(ErrorCode::conflict, "the order is gone");
    }
    if (record->status == OrderStatus::awaiting_details) { // named a moment ago: it is placed next
        return fail(ErrorCode::conflict, "the order is being asked for; try again");
    }
    Known known;
    known.loaded.record = std::move(*record);
    known.loaded.details = open_details(tx, known.loaded.record, vault);
    if (known.loaded.details) {
        auto key = person_key_of(tx, known.loaded.record, vault);
        if (!key) {
            return Failure{std::move(key).error()};
        }
        known.person_key = std::move(*key);
    }
    return known;
}

Difference difference(const Known& known, const Order& sent) {
    Difference found;
    const Order& stored = known.loaded.record.order;
    const auto& details = known.loaded.details;
    if (details && details->recipient != sent.recipient) {
        found.mendable.emplace_back("recipient");
    }
    if (details && details->note != sent.note) {
        found.mendable.emplace_back("note");
    }
    if (sent.promised_by && stored.promised_by != sent.promised_by) {
        found.mendable.emplace_back("promised_by");
    }
    if (stored.lines != sent.lines) {
        found.others.emplace_back("items");
    }
    if (stored.payment != sent.payment || stored.currency != sent.currency) {
        found.others.emplace_back("payment");
    }
    if (stored.incoterm != sent.incoterm) {
        found.others.emplace_back("incoterm");
    }
    if (stored.sender_location != sent.sender_location) {
        found.others.emplace_back("sender");
    }
    return found;
}

/// A shop that has the order open again must not be met with silence: somebody decides.
Result<InboxState> keep_of_cancelled(Tx& tx, const EventOrigin& origin, bool is_news) {
    if (!is_news) {
        return origin.end(tx, InboxState::done, "the order is cancelled");
    }
    constexpr std::string_view kReason =
        "the order is cancelled here and open in the shop: place it anew if it is to be sent";
    return origin.end(tx, InboxState::quarantined, kReason);
}

/// The order stays; what could not be changed is told by its reasons and by an event.
Result<InboxState> keep_as_reason(
    Tx& tx,
    const EventOrigin& origin,
    OrderRecord record,
    std::vector<std::string> members,
    Instant source_time,
    const EventId& event_id,
    Instant now
) {
    std::string reasons = with_untaken(record.reasons, members);
    if (source_time > record.source_time) { // whatever the buyer asked, it is to be sent
        reasons = without_reason(reasons, cancel_requested_reason);
    }
    const bool told = !members.empty();
    const std::string_view outcome =
        told ? "the order was not changed: see its reasons" : "nothing to change";
    const bool news = reasons != record.reasons;
    if (!news && source_time == record.source_time) {
        return origin.end(tx, InboxState::done, outcome);
    }
    record.reasons = reasons;
    record.source_time = source_time;
    std::vector<Event> events;
    if (told && news) {
        Json data{{"status", std::string{name(record.status)}}, {"not_taken", std::move(members)}};
        events.push_back(order_event(record, event_id, "order.updated", now, std::move(data)));
    }
    if (!orders::update(tx, record)) {
        return fail(ErrorCode::precondition_failed, "the order changed meanwhile");
    }
    journal::append(tx, events);
    return origin.end(tx, InboxState::done, outcome);
}

/// What one attempt does; pure reading is over, everything is drawn.
std::function<Result<InboxState>(Tx&)> write_unit(
    Services& services,
    const EventOrigin& origin,
    const Known& known,
    const OrderUpdate& update,
    std::optional<Mending> mending,
    bool too_late
) {
    const OrderRecord& record = known.loaded.record;
    if (update.source_time < record.source_time) {
        return [origin](Tx& tx) {
            return origin.end(tx, InboxState::done, "older than what is known");
        };
    }
    if (record.status == OrderStatus::cancelled) {
        return [origin, is_news = update.source_time > record.source_time](Tx& tx) {
            return keep_of_cancelled(tx, origin, is_news);
        };
    }
    Difference found = difference(known, update.order);
    if (!found.mendable.empty() && mending && !too_late) {
        mending->prepared.source_time = update.source_time;
        mending->untaken = std::move(found.others);
        auto ready = std::make_shared<const Mending>(std::move(*mending));
        return [&services, origin, ready](Tx& tx) -> Result<InboxState> {
            auto mended = mend_order(tx, *ready, services);
            if (!mended) {
                return Failure{std::move(mended).error()};
            }
            return origin.end(tx, InboxState::done, "the order was mended: " + mended->id.text());
        };
    }
    found.others.insert(found.others.begin(), found.mendable.begin(), found.mendable.end());
    const Instant now = services.clock.business();
    return [origin,
            record,
            members = std::move(found.others),
            at = update.source_time,
            now,
            event = EventId::make(now, services.entropy)](Tx& tx) {
        return keep_as_reason(tx, origin, record, members, at, event, now);
    };
}

platform::task<Result<InboxState>> try_update(
    Services& services, const EventOrigin& origin, OrderUpdate update, bool too_late, Tick deadline
) {
    auto look = [&services, tenant = origin.tenant, update](Tx& tx) {
        return load_known(tx, tenant, update, services.vault);
    };
    const auto known = co_await platform::read(
        services.store, Reach::of(origin.tenant), std::move(look), deadline
    );
    if (!known) {
        co_return Failure{known.error()};
    }
    const auto keys = co_await services.keyring.tenant(origin.tenant, deadline);
    if (!keys) {
        co_return Failure{keys.error()};
    }
    if (is_masked(update.order.recipient) && known->loaded.details) {
        update.order.recipient = known->loaded.details->recipient; // what is hidden changes nothing
    }
    std::optional<Mending> mending;
    if (known->person_key) {
        const PreparationTools tools{
            .addresses = services.catalogue.corridor.addresses,
            .keys = **keys,
            .vault = services.vault,
            .entropy = services.entropy,
            .now = services.clock.business(),
        };
        LoadedOrder wanted = known->loaded;
        Order& order = wanted.record.order;
        order.promised_by = update.order.promised_by ? update.order.promised_by : order.promised_by;
        auto prepared = prepare_mending(
            wanted, {update.order.recipient, update.order.note}, *known->person_key, tools
        );
        if (prepared) {
            mending = std::move(*prepared);
        }
    }
    auto unit =
        [work = write_unit(services, origin, *known, update, std::move(mending), too_late),
         pushed = ConnectionReference{origin.tenant, update.connection, update.order.external_id},
         id = known->loaded.record.id](Tx& tx) {
            orders::note_connection(tx, pushed, id);
            return work(tx);
        };
    co_return co_await platform::write(
        services.store,
        Reach::of(origin.tenant),
        std::move(unit),
        deadline,
        platform::Lane::background
    );
}

} // namespace

bool tells_lateness(const Error& error) noexcept {
    return error.code == ErrorCode::state_forbids || error.code == ErrorCode::sealed;
}

platform::task<Result<InboxState>>
take_update(Services& services, EventOrigin origin, OrderUpdate update, Tick deadline) {
    bool too_late = false;
    Result<InboxState> done = fail(ErrorCode::conflict, "the order keeps changing");
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        done = co_await try_update(services, origin, update, too_late, deadline);
        if (done) {
            services.wakeups.notify(journal_feed(origin.tenant));
            co_return done;
        }
        too_late = too_late || tells_lateness(done.error());
    }
    co_return done;
}

} // namespace route9::gateway
