// SPDX-License-Identifier: Apache-2.0
// How an event of a parcel changes what is owed: a return ends it, a correction owes it again, and
// where goods and money do not agree a person is told. Each change is an entry of its own and an
// event of the order. Lives inside one unit of work, by reference to what is the unit's.
#pragma once

#include "adapters/carriers/tracking_document.hpp"
#include "core/tx.hpp"
#include "fulfillment/parcel_store.hpp"
#include "gateway/shipping/touched_orders.hpp"
#include "payments/receivable.hpp"

#include <cstdint>

namespace route9::gateway {

enum class OwedFor : std::uint8_t { parcel, order };

struct DueChanges {
    Tx& tx;
    const TenantId& tenant;
    Instant now{};
    TouchedOrders& touched;
    OwedFor owed_for = OwedFor::parcel;

    /// The goods are back: nobody will pay what is open. False when all of it is paid, or cash is
    /// in a carrier's hands; then nothing has changed.
    bool
    end(const adapters::TrackingReport& report,
        const fulfillment::Parcel& parcel,
        const payments::Receivable& owed) const;
    /// They are not back after all. Precondition: it was cancelled.
    void begin_again(
        const adapters::TrackingReport& report,
        const fulfillment::Parcel& parcel,
        const payments::Receivable& owed
    ) const;
    /// `why` as in docs/api.md.
    void warn(const fulfillment::Parcel& parcel, const payments::Receivable& owed, const char* why)
        const;

private:
    void tell(const fulfillment::Parcel& parcel, const char* type, Json news) const;
};

} // namespace route9::gateway
