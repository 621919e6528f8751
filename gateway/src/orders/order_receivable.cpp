// SPDX-License-Identifier: Apache-2.0
#include "gateway/orders/order_receivable.hpp"

#include "core/assert.hpp"
#include "gateway/orders/order_decision.hpp"
#include "gateway/orders/order_events.hpp"
#include "gateway/orders/receivable_news.hpp"
#include "payments/receivable.hpp"

#include <optional>

namespace route9::gateway {
namespace {

using namespace fulfillment;

std::optional<payments::ReceivableKind> kind_of(PaymentMethod method) {
    switch (method) {
    case PaymentMethod::qr:
        return payments::ReceivableKind::qr;
    case PaymentMethod::transfer:
        return payments::ReceivableKind::transfer;
    case PaymentMethod::prepaid:
    case PaymentMethod::cod:
        return std::nullopt;
    }
    return std::nullopt;
}

} // namespace

Result<void> book_order_receivable(Tx& tx, const PreparedOrder& prepared, OrderDecision& decision) {
    OrderRecord& record = decision.record;
    const auto kind = kind_of(record.order.payment.method);
    if (!kind || record.status == OrderStatus::cancelled || record.order.payment.amount.is_zero()) {
        return {};
    }
    ROUTE9_ASSERT(prepared.payment_code.has_value());
    payments::Receivable receivable;
    receivable.id = prepared.receivable_id;
    receivable.kind = *kind;
    receivable.seller = record.seller;
    receivable.reference = prepared.payment_code->text();
    receivable.amount = record.order.payment.amount;
    receivable.settled = Money::zero(record.order.currency);
    receivable.custody = Money::zero(record.order.currency);
    receivable.due = corridor_day(prepared.now);
    receivable.order = record.id.text();
    const auto booked = payments::receivables::book(tx, record.tenant, receivable, prepared.now);
    if (!booked) {
        return Failure{booked.error()};
    }
    decision.events.push_back(order_event(
        record,
        prepared.event_ids[2],
        "receivable.booked",
        prepared.now,
        receivable_news(receivable)
    ));
    return {};
}

} // namespace route9::gateway
