// SPDX-License-Identifier: Apache-2.0
// What a settled line means for the parcel itself, beside its custody: one that stayed at the
// warehouse is there again as if it had not been handed over, and one that a carrier has on top is
// planned for nothing. Both wait on hold for a person. Called inside a unit of work, after the
// custody step. Error: conflict.
#pragma once

#include "core/entropy.hpp"
#include "core/tx.hpp"
#include "fulfillment/departure_store.hpp"
#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/parcel_store.hpp"
#include "gateway/shipping/touched_orders.hpp"

namespace route9::gateway {

struct SettledParcel {
    Tx& tx;
    Instant at{};
    Entropy& ids;
    TouchedOrders& touched;

    /// It did not leave with `truck`: off the manifest, its cash cancelled, its goods on hand and
    /// reserved, its declarations void. Events: parcel.unloaded, parcel.status_changed,
    /// alert.parcel_short, order.packed.
    Result<void>
    keep_at_warehouse(fulfillment::Parcel parcel, const fulfillment::DepartureRecord& truck) const;
    /// A carrier has it without papers: it gives up its place on another truck.
    Result<void> keep_with_carrier(fulfillment::Parcel parcel) const;

private:
    Result<void> put_on_hold(
        fulfillment::Parcel& parcel, fulfillment::Fulfillment& item, const std::string& place
    ) const;
};

} // namespace route9::gateway
