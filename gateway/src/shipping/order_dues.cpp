// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/order_dues.hpp"

#include "core/assert.hpp"
#include "gateway/orders/receivable_news.hpp"
#include "tracking_entry.hpp"

#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;
using adapters::TrackingReport;
using payments::Receivable;
using payments::ReceivableState;

} // namespace

std::string
OrderDues::follow(const TrackingReport& report, const Parcel& parcel, OrderStatus before) {
    const OrderStatus after = touched_.order(parcel.order).status;
    const bool all_back = after == OrderStatus::returned && before != OrderStatus::returned;
    const bool taken_back = before == OrderStatus::returned && after != OrderStatus::returned;
    const bool one_back = report.status == TrackingStatus::returned && !all_back;
    if (!all_back && !taken_back && !one_back) {
        return {};
    }
    std::string sentence;
    for (const Receivable& owed :
         payments::receivables::of_order(tx_, tenant_, parcel.order.text())) {
        const bool is_cancelled = owed.state == ReceivableState::cancelled;
        if (owed.kind == payments::ReceivableKind::cod || is_cancelled != taken_back) {
            continue;
        }
        if (taken_back) {
            reopen(report, parcel, owed);
        } else if (all_back) {
            sentence = cancel(report, parcel, owed);
        } else {
            touched_.tell(
                parcel.order, "alert.cash_unclear", unclear_news(owed, "partly_returned")
            );
        }
    }
    return sentence;
}

std::string
OrderDues::cancel(const TrackingReport& report, const Parcel& parcel, const Receivable& owed) {
    if (owed.state != ReceivableState::settled) {
        const auto cancelled = payments::receivables::cancel(
            tx_,
            tenant_,
            owed.id,
            tracking_entry("order returned " + owed.id.text(), parcel, report),
            now_
        );
        ROUTE9_ASSERT(cancelled.has_value());
        Json news = receivable_news(owed);
        news["why"] = "returned";
        touched_.tell(parcel.order, "receivable.cancelled", std::move(news));
    }
    if (owed.settled.is_zero()) {
        return {};
    }
    touched_.tell(parcel.order, "alert.cash_unclear", unclear_news(owed, "returned_after_payment"));
    return "its order has been paid for; a person is told";
}

void OrderDues::reopen(const TrackingReport& report, const Parcel& parcel, const Receivable& owed) {
    const auto reopened = payments::receivables::reopen(
        tx_,
        tenant_,
        owed.id,
        tracking_entry("order not returned " + owed.id.text(), parcel, report),
        now_
    );
    ROUTE9_ASSERT(reopened.has_value());
    Json news = receivable_news(owed);
    news["why"] = "corrected";
    touched_.tell(parcel.order, "receivable.reopened", std::move(news));
}

} // namespace route9::gateway
