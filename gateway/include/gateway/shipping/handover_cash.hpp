// SPDX-License-Identifier: Apache-2.0
// The cash on delivery of a parcel as it is handed to its carrier, and as it is taken back before
// its truck has left. Owed by the carrier that has the parcel; a truck does not wait for the books:
// what they refuse is told. Called inside a unit of work.
#pragma once

#include "core/entropy.hpp"
#include "core/secret.hpp"
#include "core/tx.hpp"
#include "fulfillment/parcel_store.hpp"
#include "gateway/shipping/touched_orders.hpp"

namespace route9::gateway {

struct HandoverCash {
    Tx& tx;
    TenantId tenant;
    Instant at{};
    Entropy& ids;
    TouchedOrders& touched;

    /// The carrier owes what it collects from the day after it took the parcel over. What a parcel
    /// owed that was taken off another truck is owed again. `index_key` is of blind indexes.
    void book(const fulfillment::Parcel& parcel, const Secret& index_key) const;
    /// Nobody collects it now. One of which anything is paid stays as it is.
    void take_back(const fulfillment::Parcel& parcel) const;
};

} // namespace route9::gateway
