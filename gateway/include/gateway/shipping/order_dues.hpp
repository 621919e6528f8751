// SPDX-License-Identifier: Apache-2.0
// What is owed for a whole order (by QR or transfer) while its parcels come back: once all are
// returned, what nobody has paid is cancelled; a correction takes that back; where goods and money
// do not agree a person is told by an event. Called inside a unit of work.
#pragma once

#include "adapters/carriers/tracking_document.hpp"
#include "fulfillment/order_store.hpp"
#include "fulfillment/parcel_store.hpp"
#include "gateway/shipping/due_changes.hpp"
#include "payments/receivable.hpp"

#include <string>

namespace route9::gateway {

class OrderDues {
public:
    OrderDues(Tx& tx, const TenantId& tenant, Instant now, TouchedOrders& touched)
        : due_{tx, tenant, now, touched, OwedFor::order} {}

    /// After a parcel of the order has moved, and the order from `before` to its status of now.
    /// The sentence for the carrier; empty = nothing to say.
    std::string follow(
        const adapters::TrackingReport& report,
        const fulfillment::Parcel& parcel,
        fulfillment::OrderStatus before
    );

private:
    std::string cancel(
        const adapters::TrackingReport& report,
        const fulfillment::Parcel& parcel,
        const payments::Receivable& owed
    );

    DueChanges due_;
};

} // namespace route9::gateway
