// SPDX-License-Identifier: Apache-2.0
#include "gateway/orders/cancel_order.hpp"

#include "core/journal.hpp"
#include "core/json.hpp"
#include "fulfillment/departure_store.hpp"
#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/parcel_store.hpp"
#include "fulfillment/stock.hpp"
#include "gateway/orders/order_events.hpp"
#include "gateway/orders/order_words.hpp"
#include "gateway/orders/prepared_order.hpp"
#include "payments/receivable.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

Failure too_late() {
    return fail(
        ErrorCode::sealed, "a parcel of this order is with its carrier; ask it to return the parcel"
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
    return {};
}

Result<void> release_one(Tx& tx, const OrderRecord& record, const Fulfillment& item) {
    stock::release(tx, record.tenant, record.seller, claims_of(item));
    if (item.departure) {
        departures::give_room_back(tx, record.tenant, *item.departure, item.mass_g);
    }
    if (!fulfillments::change_status(tx, item, item.status, FulfillmentStatus::cancelled)) {
        return fail(ErrorCode::conflict, "the order is being worked on; try again");
    }
    return {};
}

void cancel_receivables(Tx& tx, const OrderRecord& record, const Cancellation& cancellation) {
    std::size_t next = 0;
    for (const payments::Receivable& owed :
         payments::receivables::of_order(tx, record.tenant, record.id.text())) {
        if (owed.state == payments::ReceivableState::open &&
            next < cancellation.ids.entries.size()) {
            // What is paid or collected stays: it is refunded, not forgotten.
            const auto cancelled = payments::receivables::cancel(
                tx, record.tenant, owed.id, cancellation.ids.entries[next], cancellation.at
            );
            next += cancelled ? 1 : 0;
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
    cancel_receivables(tx, record, cancellation);
    record.status = OrderStatus::cancelled;
    record.reasons = reasons_text({{.code = "CANCELLED"}});
    record.source_time = std::max(record.source_time, cancellation.source_time);
    keep_words(tx, record, cancellation.reason, cancellation.ids.words_nonce, vault);
    const Event event = order_event(
        record, cancellation.ids.event, "order.cancelled", cancellation.at, Json::object()
    );
    if (!orders::update_recipient(tx, record)) {
        return fail(ErrorCode::conflict, "the order changed meanwhile; try again");
    }
    journal::append(tx, std::span{&event, 1});
    return record;
}

} // namespace route9::gateway
