// SPDX-License-Identifier: Apache-2.0
// The cash of a parcel along its way. What a carrier collected is booked to its account; what
// nobody will pay any more is cancelled; where the way and the books do not agree a person is told,
// by an event and in the carrier's answer. Called inside a unit of work.
#pragma once

#include "adapters/carriers/tracking_document.hpp"
#include "fulfillment/parcel_store.hpp"
#include "fulfillment/tracking.hpp"
#include "gateway/shipping/due_changes.hpp"
#include "payments/receivable.hpp"

#include <optional>
#include <string>

namespace route9::gateway {

class ParcelCash {
public:
    ParcelCash(Tx& tx, const TenantId& tenant, Instant now, TouchedOrders& touched)
        : due_{tx, tenant, now, touched, OwedFor::parcel} {}

    /// The books hold what the report tells: a carrier that tells it again has not collected twice.
    bool is_booked(const adapters::TrackingReport& report, const fulfillment::Parcel& parcel);

    /// Books the cash of the report, if it tells any. What is refused is told with both sums, and
    /// in the sentence that is given back; empty = booked.
    std::string collect(const adapters::TrackingReport& report, const fulfillment::Parcel& parcel);

    /// After the parcel has been tracked. Returned: what is open is cancelled. Lost, delivered
    /// without its cash, collected after its way had ended, or before something later of its way:
    /// the receivable stays. A correction takes back the cash that was told, and the end of what is
    /// owed. The sentence that is given back says so; empty = all is well.
    std::string follow(
        const adapters::TrackingReport& report,
        const fulfillment::Parcel& parcel,
        fulfillment::TrackingOutcome outcome
    );

private:
    std::optional<payments::Receivable> owed_for(const fulfillment::Parcel& parcel);
    Result<void> book(
        const adapters::TrackingReport& report,
        const fulfillment::Parcel& parcel,
        const std::optional<payments::Receivable>& owed
    );
    std::string cancel(
        const adapters::TrackingReport& report,
        const fulfillment::Parcel& parcel,
        const payments::Receivable& owed
    );
    std::string take_back(
        const adapters::TrackingReport& report,
        const fulfillment::Parcel& parcel,
        const payments::Receivable& owed
    );

    DueChanges due_;
};

} // namespace route9::gateway
