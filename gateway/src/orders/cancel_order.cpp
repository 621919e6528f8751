// SPDX-License-Identifier: Apache-2.0
#include "gateway/orders/cancel_order.hpp"

#include "core/journal.hpp"
#include "core/json.hpp"
#include "fulfillment/aggregate_store.hpp"
#include "fulfillment/departure_store.hpp"
#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/loaded_parcels.hpp"
#include "fulfillment/parcel_store.hpp"
#include "fulfillment/stock.hpp"
#include "gateway/orders/order_events.hpp"
#include "gateway/orders/order_words.hpp"
#include "gateway/orders/prepared_order.hpp"
#include "gateway/orders/receivable_news.hpp"
#include "gateway/replanning/replan_jobs.hpp"
#include "payments/receivable.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

using namespace fulfillment;

Failure too_late() {
    return fail(
        ErrorCode::sealed, "a parcel of this order is with its carrier; ask it to return the parcel"
    );
}

/// Nobody sees it in its bag: it would cross the border without papers.
Result<void> stays_in_no_loaded_bag(Tx& tx, const Parcel& parcel) {
    if (!parcel.departure) {
        return {};
    }
    const auto bag = aggregates::parent(tx, parcel.tenant, parcel.id);
    const bool is_loaded =
        bag && (bag->loaded_on == parcel.departure ||
                loaded_parcels::is_on(tx, parcel.tenant, parcel.id, *parcel.departure));
    if (!is_loaded) {
        return {};
    }
    return fail(
        ErrorCode::sealed,
        "the parcel " + parcel.code + " lies in " + bag->code + ", which was loaded on " +
            parcel.departure->text() + "; unload it first"
    );
}

/// A truck that is closing counts as gone: its papers name the parcel.
Result<void> may_stay(Tx& tx, const Parcel& parcel) {
    if (parcel.manifest) {
        return too_late();
    }
    const auto departure =
        parcel.departure ? departures::find(tx, parcel.tenant, *parcel.departure) : std::nullopt;
    if (departure && departure->state == DepartureState::closing) {
        return fail(
            ErrorCode::sealed,
            "a parcel of this order is on a truck that is being closed; ask the carrier to return "
            "it"
        );
    }
    return stays_in_no_loaded_bag(tx, parcel);
}

Result<void> release_one(Tx& tx, const OrderRecord& record, const Fulfillment& item) {
    stock::release(tx, record.tenant, record.seller, claims_of(item));
    if (item.departure) {
        departures::give_room_back(tx, record.tenant, *item.departure, load_of(item));
    }
    if (!fulfillments::change_status(tx, item, item.status, FulfillmentStatus::cancelled)) {
        return fail(ErrorCode::conflict, "the order is being worked on; try again");
    }
    return {};
}

/// Nobody pays for it any more; what has been paid is a person's to pay back.
void cancel_receivables(
    Tx& tx, OrderRecord& record, const Cancellation& cancellation, std::vector<Event>& events
) {
    const auto tell = [&](const char* type, Json news) {
        // A list of fixed size is enough: an order has one receivable until it is handed over.
        const EventId& id = cancellation.ids.news.at(events.size() - 1);
        events.push_back(order_event(record, id, type, cancellation.at, std::move(news)));
    };
    std::size_t next = 0;
    for (const payments::Receivable& owed :
         payments::receivables::of_order(tx, record.tenant, record.id.text())) {
        if (owed.state == payments::ReceivableState::cancelled) {
            continue;
        }
        const auto cancelled = payments::receivables::cancel(
            tx, record.tenant, owed.id, cancellation.ids.entries.at(next++), cancellation.at
        );
        if (cancelled) {
            Json news = receivable_news(owed);
            news["why"] = "order_cancelled";
            tell("receivable.cancelled", std::move(news));
        }
        if (!owed.settled.is_zero() || !owed.custody.is_zero()) {
            tell("alert.cash_unclear", unclear_news(owed, "cancelled_after_payment"));
        }
    }
}

} // namespace

CancelIds draw_cancel_ids(Instant now, Entropy& entropy) {
    CancelIds ids;
    ids.event = EventId::make(now, entropy);
    for (EntryId& entry : ids.entries) {
        entry = EntryId::make(now, entropy);
    }
    for (EventId& id : ids.news) {
        id = EventId::make(now, entropy);
    }
    ids.words_nonce = make_nonce(entropy);
    return ids;
}

Result<void> release_fulfillments(Tx& tx, const OrderRecord& record, Instant at) {
    for (Parcel& parcel : parcels::of_order(tx, record.tenant, record.id)) {
        if (auto stays = may_stay(tx, parcel); !stays) {
            return stays;
        }
        parcel.status = "cancelled";
        parcel.status_at = at;
        parcel.departure = std::nullopt;
        parcels::update(tx, parcel);
    }
    for (const Fulfillment& item : fulfillments::of_order(tx, record.tenant, record.id)) {
        if (item.status == FulfillmentStatus::cancelled) {
            continue;
        }
        if (auto released = release_one(tx, record, item); !released) {
            return released;
        }
    }
    return {};
}

Result<OrderRecord>
cancel_order(Tx& tx, OrderRecord record, const Cancellation& cancellation, const Vault& vault) {
    switch (record.status) {
    case OrderStatus::cancelled:
        return record;
    case OrderStatus::handed_over:
        return too_late();
    case OrderStatus::delivered:
    case OrderStatus::returned:
        return fail(
            ErrorCode::state_forbids,
            "the order is " + std::string{name(record.status)} + " already"
        );
    case OrderStatus::awaiting_details:
    case OrderStatus::draft:
    case OrderStatus::accepted:
    case OrderStatus::held:
    case OrderStatus::backordered:
    case OrderStatus::routed:
    case OrderStatus::packed:
        break;
    }
    if (auto released = release_fulfillments(tx, record, cancellation.at); !released) {
        return Failure{std::move(released).error()};
    }
    Json data{{"by", cancellation.by_source ? "source" : "seller"}};
    if (record.status == OrderStatus::awaiting_details) { // the journal has not named it yet
        data["channel"] = record.order.channel;
        data["external_id"] = record.order.external_id;
    }
    if (record.status == OrderStatus::backordered) {
        data["why"] = "out_of_stock";
    }
    record.status = OrderStatus::cancelled;
    record.reasons = reasons_text({{.code = "CANCELLED"}});
    record.source_time = std::max(record.source_time, cancellation.source_time);
    keep_words(tx, record, cancellation.reason, cancellation.ids.words_nonce, vault);
    // The words stay with the order: they may speak of people, and the journal is kept for ever.
    std::vector<Event> events{order_event(
        record, cancellation.ids.event, "order.cancelled", cancellation.at, std::move(data)
    )};
    cancel_receivables(tx, record, cancellation, events);
    if (!orders::update_recipient(tx, record)) {
        return fail(ErrorCode::conflict, "the order changed meanwhile; try again");
    }
    journal::append(tx, events);
    enqueue_waiting(tx, record.tenant, PlanCause::stock_arrived, cancellation.at);
    return record;
}

} // namespace route9::gateway
