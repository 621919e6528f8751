// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/order_dues.hpp"

#include "core/assert.hpp"

namespace route9::gateway {
namespace {

using namespace fulfillment;
using adapters::TrackingReport;
using payments::Receivable;
using payments::ReceivableState;

} // namespace

std::string
OrderDues::follow(const TrackingReport& report, const Parcel& parcel, OrderStatus before) {
    const OrderStatus after = due_.touched.order(parcel.order).status;
    const bool all_back = after == OrderStatus::returned && before != OrderStatus::returned;
    const bool taken_back = before == OrderStatus::returned && after != OrderStatus::returned;
    const bool one_back = report.status == TrackingStatus::returned && !all_back;
    if (!all_back && !taken_back && !one_back) {
        return {};
    }
    std::string sentence;
    for (const Receivable& owed :
         payments::receivables::of_order(due_.tx, due_.tenant, parcel.order.text())) {
        const bool is_cancelled = owed.state == ReceivableState::cancelled;
        if (owed.kind == payments::ReceivableKind::cod || is_cancelled != taken_back) {
            continue;
        }
        if (taken_back) {
            due_.begin_again(report, parcel, owed);
        } else if (all_back) {
            sentence = cancel(report, parcel, owed);
        } else {
            due_.warn(parcel, owed, "partly_returned");
        }
    }
    return sentence;
}

std::string
OrderDues::cancel(const TrackingReport& report, const Parcel& parcel, const Receivable& owed) {
    if (owed.state != ReceivableState::settled) {
        const bool ended = due_.end(report, parcel, owed);
        ROUTE9_ASSERT(ended);
    }
    if (owed.settled.is_zero()) {
        return {};
    }
    due_.warn(parcel, owed, "returned_after_payment");
    return "its order has been paid for; a person is told";
}

} // namespace route9::gateway
