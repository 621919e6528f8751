// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/parcel_share.hpp"

#include <algorithm>

namespace route9::gateway {

using namespace fulfillment;

std::vector<ParcelLine> share_of(const Order& order, const Fulfillment& item) {
    std::vector<ParcelLine> share;
    for (const FulfillmentLine& wanted : item.lines) {
        std::int64_t left = wanted.quantity;
        for (std::size_t i = 0; i < order.lines.size() && left > 0; ++i) {
            if (order.lines[i].sku != wanted.sku) {
                continue;
            }
            const std::int64_t taken = std::min(left, order.lines[i].quantity);
            share.push_back({.line = i, .sku = wanted.sku.text(), .quantity = taken});
            left -= taken;
        }
    }
    return share;
}

std::optional<Money>
cash_share(const Order& order, std::span<const Fulfillment> all, const FulfillmentId& of) {
    const Money total = order.payment.amount;
    if (order.payment.method != PaymentMethod::cod || total.is_zero()) {
        return std::nullopt;
    }
    std::vector<std::int64_t> values;
    std::optional<std::size_t> mine;
    for (const Fulfillment& item : all) {
        if (item.status == FulfillmentStatus::cancelled) {
            continue;
        }
        if (item.id == of) {
            mine = values.size();
        }
        std::int64_t value = 0;
        for (const ParcelLine& line : share_of(order, item)) {
            value += order.lines[line.line].unit_price.minor() * line.quantity;
        }
        values.push_back(value);
    }
    if (!mine) {
        return std::nullopt;
    }
    const Currency currency = total.currency();
    const std::int64_t step = currency_info(currency).display_step_minor;
    const bool whole = total.minor() % step == 0;
    const std::int64_t unit = whole ? step : 1;
    const auto parts = allocate(Money::of_minor(total.minor() / unit, currency), values);
    const Money part = Money::of_minor(parts[*mine].minor() * unit, currency);
    return part.is_zero() ? std::nullopt : std::optional{part};
}

} // namespace route9::gateway
