// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/due_changes.hpp"

#include "core/assert.hpp"
#include "gateway/orders/receivable_news.hpp"
#include "tracking_entry.hpp"

#include <string>
#include <utility>

namespace route9::gateway {
namespace {

using adapters::TrackingReport;
using fulfillment::Parcel;
using payments::Receivable;

/// An order may be owed by several receivables, a parcel by one.
std::string act(OwedFor owed_for, const char* cash, const char* order, const Receivable& owed) {
    return owed_for == OwedFor::parcel ? cash : order + (" " + owed.id.text());
}

} // namespace

bool DueChanges::end(const TrackingReport& report, const Parcel& parcel, const Receivable& owed)
    const {
    const auto entry =
        tracking_entry(act(owed_for, "cash returned", "order returned", owed), parcel, report);
    if (!payments::receivables::cancel(tx, tenant, owed.id, entry, now)) {
        return false;
    }
    Json news = receivable_news(owed);
    news["why"] = "returned";
    tell(parcel, "receivable.cancelled", std::move(news));
    return true;
}

void DueChanges::begin_again(
    const TrackingReport& report, const Parcel& parcel, const Receivable& owed
) const {
    const auto entry =
        tracking_entry(act(owed_for, "cash reopened", "order not returned", owed), parcel, report);
    const auto reopened = payments::receivables::reopen(tx, tenant, owed.id, entry, now);
    ROUTE9_ASSERT(reopened.has_value());
    Json news = receivable_news(owed);
    news["why"] = "corrected";
    tell(parcel, "receivable.reopened", std::move(news));
}

void DueChanges::warn(const Parcel& parcel, const Receivable& owed, const char* why) const {
    tell(parcel, "alert.cash_unclear", unclear_news(owed, why));
}

void DueChanges::tell(const Parcel& parcel, const char* type, Json news) const {
    if (owed_for == OwedFor::parcel) {
        news["parcel"] = parcel.id.text();
    }
    touched.tell(parcel.order, type, std::move(news));
}

} // namespace route9::gateway
