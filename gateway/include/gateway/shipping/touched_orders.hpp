// SPDX-License-Identifier: Apache-2.0
// The orders a unit of work touches: each is read once, told about any number of times, and written
// once at the end with its last event number; then all events go to the journal in the order in
// which they were told. Lives inside one unit.
#pragma once

#include "core/journal.hpp"
#include "core/json.hpp"
#include "core/tx.hpp"
#include "fulfillment/order_store.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace route9::gateway {

class TouchedOrders {
public:
    /// `ids` draws the events' ids.
    TouchedOrders(Tx& tx, TenantId tenant, Instant at, Entropy& ids);

    /// Precondition: the order exists.
    fulfillment::OrderRecord& order(const OrderId& id);

    /// An event of the order; `carrier` may see it too when it is given.
    void tell(const OrderId& id, std::string type, Json data, const PartyId& carrier = {});
    /// Changes the status and tells "order.<status>"; nothing when it is that already.
    void set_status(const OrderId& id, fulfillment::OrderStatus status);
    /// An event of something else (a departure, a manifest). Staff sees it, `carrier` too.
    void tell_of(
        std::string subject,
        std::int64_t sequence,
        std::string type,
        const Json& data,
        const PartyId& carrier = {}
    );

    /// Error: conflict when an order was changed by somebody else.
    Result<void> store();

private:
    struct Touched {
        fulfillment::OrderRecord record;
        std::int64_t told_before = 0; // its last event number when it was read
    };

    Tx& tx_;
    TenantId tenant_;
    Instant at_;
    Entropy& ids_;
    std::map<OrderId, Touched> orders_;
    std::vector<Event> events_;
};

} // namespace route9::gateway
