// SPDX-License-Identifier: Apache-2.0
#include "gateway/orders/order_events.hpp"

#include "core/assert.hpp"
#include "gateway/orders/order_decision.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway {
using namespace fulfillment;

bool misses_promise(const Order& order, std::span<const Fulfillment> work) {
    return order.promised_by && std::ranges::any_of(work, [&order](const Fulfillment& item) {
               return item.status != FulfillmentStatus::cancelled && item.eta &&
                      *item.eta > *order.promised_by;
           });
}

Json routed_data(const Order& order, std::span<const Fulfillment> work) {
    Json parcels = Json::array();
    for (const Fulfillment& item : work) {
        if (item.status == FulfillmentStatus::cancelled) {
            continue;
        }
        Json parcel{{"fulfillment", item.id.text()}, {"warehouse", item.warehouse}};
        if (!item.gate.empty()) {
            parcel["gate"] = item.gate;
        }
        if (item.departure) {
            parcel["departure"] = item.departure->text();
        }
        if (item.eta) {
            parcel["eta"] = format_corridor(*item.eta);
        }
        parcels.push_back(std::move(parcel));
    }
    Json data{{"fulfillments", std::move(parcels)}};
    if (misses_promise(order, work)) {
        data["promise_missed"] = true;
    }
    return data;
}

/// The words of whoever cancelled stay with the order: they may speak of people.
Json reasons_news(const std::string& reasons) {
    Json list = Json::parse(reasons);
    for (Json& reason : list) {
        reason.erase("note");
    }
    return list;
}

Event order_event(OrderRecord& record, const EventId& id, std::string type, Instant at, Json data) {
    data["order"] = record.id.text();
    return Event{
        .id = id,
        .tenant = record.tenant,
        .seller = record.seller,
        .carrier = {},
        .type = std::move(type),
        .subject = record.id.text(),
        .sequence = ++record.event_sequence,
        .at = at,
        .data = data.dump(),
    };
}

void add_outcome_event(OrderDecision& decision, const EventId& id, Instant at) {
    OrderRecord& record = decision.record;
    switch (record.status) {
    case OrderStatus::routed:
        decision.events.push_back(order_event(
            record, id, "order.routed", at, routed_data(record.order, decision.fulfillments)
        ));
        return;
    case OrderStatus::held:
    case OrderStatus::backordered:
    case OrderStatus::cancelled:
        decision.events.push_back(order_event(
            record,
            id,
            "order." + std::string{name(record.status)},
            at,
            Json{{"reasons", reasons_news(record.reasons)}}
        ));
        return;
    case OrderStatus::awaiting_details:
    case OrderStatus::draft:
    case OrderStatus::accepted:
    case OrderStatus::packed:
    case OrderStatus::handed_over:
    case OrderStatus::delivered:
    case OrderStatus::returned:
        return;
    }
}

void add_order_events(OrderDecision& decision, std::span<const EventId> ids, Instant at) {
    ROUTE9_ASSERT(ids.size() >= 2);
    OrderRecord& record = decision.record;
    Json accepted{{"channel", record.order.channel}, {"external_id", record.order.external_id}};
    decision.events.push_back(order_event(record, ids[0], "order.accepted", at, std::move(accepted))
    );
    add_outcome_event(decision, ids[1], at);
}

} // namespace route9::gateway
