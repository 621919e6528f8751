// SPDX-License-Identifier: Apache-2.0
#include "gateway/returns/return_money.hpp"

#include "gateway/orders/receivable_news.hpp"
#include "gateway/views/money_json.hpp"
#include "payments/receivable.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;
using payments::Receivable;
using payments::ReceivableKind;

/// Settled, or collected and still with the carrier.
Result<Money> paid_of(const Receivable& owed) {
    const Money held = owed.held();
    if (held.is_zero() || owed.settled.is_zero()) {
        return held.is_zero() ? owed.settled : held;
    }
    return owed.settled.plus(held);
}

/// For the whole order, by those who paid it directly.
Result<Money> paid_for_order(Tx& tx, const ReturnCase& returned, Currency currency) {
    Money sum = Money::zero(currency);
    for (const Receivable& owed :
         payments::receivables::of_order(tx, returned.tenant, returned.order.text())) {
        const bool counts =
            (owed.kind == ReceivableKind::qr || owed.kind == ReceivableKind::transfer) &&
            owed.amount.currency() == currency;
        if (!counts) {
            continue;
        }
        const auto paid = paid_of(owed);
        const auto more = paid ? sum.plus(*paid) : paid;
        if (!more) {
            return more;
        }
        sum = *more;
    }
    return sum;
}

void cancel_cash(
    Tx& tx, const ReturnCase& returned, const Receivable& owed, TouchedOrders& touched, Entropy& ids
) {
    const Instant now = returned.decision->at;
    const auto entry = EntryId::make(now, ids);
    if (owed.state == payments::ReceivableState::cancelled ||
        !payments::receivables::cancel(tx, returned.tenant, owed.id, entry, now)) {
        return;
    }
    Json news = receivable_news(owed);
    news["why"] = "disposed";
    news["parcel"] = returned.parcel.text();
    touched.tell(returned.order, "receivable.cancelled", std::move(news));
}

std::optional<Receivable> cash_of(Tx& tx, const Parcel& parcel) {
    auto owed = payments::receivables::find_by_reference(tx, parcel.tenant, parcel.code);
    return owed && owed->kind == ReceivableKind::cod ? owed : std::nullopt;
}

} // namespace

Result<Money> value_of(const ReturnCase& returned, const Order& order) {
    Money sum = Money::zero(order.currency);
    for (const ReturnLine& line : returned.lines) {
        const auto sold = std::ranges::find(order.lines, line.sku, &OrderLine::sku);
        if (sold == order.lines.end()) {
            continue;
        }
        const auto price = sold->unit_price.times(line.sent);
        const auto more = price ? sum.plus(*price) : price;
        if (!more) {
            return more;
        }
        sum = *more;
    }
    return sum;
}

Result<void> settle_return(
    Tx& tx,
    ReturnCase& returned,
    const Parcel& parcel,
    TouchedOrders& touched,
    Entropy& ids,
    bool goods_are_gone
) {
    const Order& order = touched.order(returned.order).order;
    const auto value = value_of(returned, order);
    if (!value) {
        return Failure{value.error()};
    }
    const auto cash = cash_of(tx, parcel);
    const auto paid = cash ? paid_of(*cash) : paid_for_order(tx, returned, order.currency);
    if (!paid) {
        return Failure{paid.error()};
    }
    if (cash && goods_are_gone) {
        cancel_cash(tx, returned, *cash, touched, ids);
    }
    returned.dues = dues_of(order.payment.method, *value, parcel.cod, *paid);
    if (returned.dues->settlement == ReturnSettlement::none) {
        return {};
    }
    Json news = return_news(returned);
    news["amount"] = money_json(returned.dues->amount);
    if (cash) {
        news["receivable"] = cash->id.text();
    }
    touched.tell(
        returned.order, "return." + std::string{name(returned.dues->settlement)}, std::move(news)
    );
    return {};
}

Json return_news(const ReturnCase& returned) {
    return Json{
        {"return", returned.id.text()},
        {"parcel", returned.parcel.text()},
        {"reason", std::string{name(returned.reason)}},
        {"state", std::string{name(returned.state)}},
    };
}

} // namespace route9::gateway
