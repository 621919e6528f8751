// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/spoken_events.hpp"

#include "fulfillment/order_store.hpp"
#include "fulfillment/tracking_words.hpp"
#include "gateway/orders/mend_order.hpp"

namespace route9::gateway {

using namespace fulfillment;

std::vector<TrackingRecord> spoken_events(Tx& tx, const Parcel& parcel, const Vault& vault) {
    auto events = parcels::events(tx, parcel.tenant, parcel.id);
    const auto order = orders::find(tx, parcel.tenant, parcel.order);
    if (!order) {
        return events;
    }
    if (const auto key = person_key_of(tx, *order, vault)) {
        for (TrackingRecord& event : events) {
            open_tracking_words(event, order->person, *key);
        }
    }
    return events;
}

} // namespace route9::gateway
