// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/touched_orders.hpp"

#include "core/assert.hpp"
#include "core/limits.hpp"
#include "gateway/orders/order_events.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace route9::gateway {

using namespace fulfillment;

TouchedOrders::TouchedOrders(Tx& tx, TenantId tenant, Instant at, Entropy& ids)
    : tx_(tx), tenant_(std::move(tenant)), at_(at), ids_(ids) {}

OrderRecord& TouchedOrders::order(const OrderId& id) {
    const auto known = orders_.find(id);
    if (known != orders_.end()) {
        return known->second.record;
    }
    auto record = orders::find(tx_, tenant_, id);
    ROUTE9_ASSERT(record.has_value());
    const std::int64_t told_before = record->event_sequence;
    const auto kept = orders_.emplace(id, Touched{std::move(*record), told_before});
    return kept.first->second.record;
}

void TouchedOrders::tell(const OrderId& id, std::string type, Json data, const PartyId& carrier) {
    Event event =
        order_event(order(id), EventId::make(at_, ids_), std::move(type), at_, std::move(data));
    event.carrier = carrier;
    events_.push_back(std::move(event));
}

void TouchedOrders::set_status(const OrderId& id, OrderStatus status) {
    OrderRecord& record = order(id);
    if (record.status == status) {
        return;
    }
    record.status = status;
    tell(id, "order." + std::string{name(status)}, Json::object());
}

void TouchedOrders::tell_of(
    std::string subject,
    std::int64_t sequence,
    std::string type,
    const Json& data,
    const PartyId& carrier
) {
    events_.push_back(Event{
        .id = EventId::make(at_, ids_),
        .tenant = tenant_,
        .seller = {},
        .carrier = carrier,
        .type = std::move(type),
        .subject = std::move(subject),
        .sequence = sequence,
        .at = at_,
        .data = data.dump(),
    });
}

Result<void> TouchedOrders::store() {
    for (auto& [id, touched] : orders_) {
        const bool told = touched.record.event_sequence != touched.told_before;
        if (told && !orders::update(tx_, touched.record)) {
            return fail(ErrorCode::conflict, "the order has changed meanwhile; try again");
        }
    }
    std::span<const Event> rest = events_;
    while (!rest.empty()) {
        const std::size_t taken = std::min(rest.size(), limits::bulk_rows_max);
        journal::append(tx_, rest.first(taken));
        rest = rest.subspan(taken);
    }
    return {};
}

} // namespace route9::gateway
