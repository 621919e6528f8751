// SPDX-License-Identifier: Apache-2.0
#include "gateway/returns/open_return.hpp"

#include "fulfillment/departure_store.hpp"
#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/giving_up.hpp"
#include "gateway/returns/return_money.hpp"

#include <map>
#include <utility>
#include <vector>

namespace route9::gateway {

using namespace fulfillment;

namespace {

/// The end of the last day on which the branch has to keep it.
void set_holding(
    const ReturnTerms& terms, const Parcel& parcel, const Order& order, Instant from, ReturnCase& at
) {
    if (const HoldingDays* row = holding_of(terms, parcel, order, from)) {
        at.hold_until = kept_until(from, row->days);
        at.hold_rule = row->id;
    }
}

std::vector<ReturnLine> lines_of(const Fulfillment& item) {
    std::map<Sku, std::int64_t> sent;
    for (const FulfillmentLine& line : item.lines) {
        sent[line.sku] += line.quantity;
    }
    std::vector<ReturnLine> lines;
    lines.reserve(sent.size());
    for (const auto& [sku, pieces] : sent) {
        lines.push_back({.sku = sku, .sent = pieces});
    }
    return lines;
}

} // namespace

bool has_left(Tx& tx, const Parcel& parcel) {
    if (!parcel.manifest || parcel.status == name(TrackingStatus::cancelled)) {
        return false;
    }
    if (!parcel.departure) {
        return true;
    }
    const auto truck = departures::find(tx, parcel.tenant, *parcel.departure);
    return truck &&
           (truck->state == DepartureState::departed || truck->state == DepartureState::arrived);
}

const HoldingDays*
holding_of(const ReturnTerms& terms, const Parcel& parcel, const Order& order, Instant from) {
    const auto country = declarations::parse_country(order.recipient.country);
    return country ? terms.holding(*country, parcel.carrier.text(), corridor_day(from)) : nullptr;
}

Result<std::optional<ReturnCase>> open_return(
    Tx& tx,
    const Parcel& parcel,
    ReturnOpening opening,
    const ReturnTerms& terms,
    TouchedOrders& touched,
    Instant now
) {
    const auto item = fulfillments::find(tx, parcel.tenant, parcel.fulfillment);
    if (!item) {
        return fail(ErrorCode::not_found);
    }
    ReturnCase opened{
        .tenant = parcel.tenant,
        .id = opening.id,
        .parcel = parcel.id,
        .order = parcel.order,
        .seller = parcel.seller,
        .carrier = parcel.carrier,
        .reason = opening.reason,
        .state = opening.state,
        .warehouse = opening.warehouse.empty() ? item->warehouse : opening.warehouse,
        .hold_until = opening.hold_until,
        .hold_rule = std::move(opening.hold_rule),
        .mass_g = parcel.mass_g,
        .opened_at = now,
        .lines = lines_of(*item),
        .opened_by = opening.by,
        .opened_rule = std::move(opening.rule),
    };
    if (opened.state == ReturnState::at_branch && !opened.hold_until) {
        set_holding(terms, parcel, touched.order(parcel.order).order, opening.held_from, opened);
    }
    if (!returns::insert(tx, opened)) {
        return std::optional<ReturnCase>{};
    }
    touched.tell(opened.order, "return.opened", return_news(opened), opened.carrier);
    return std::optional{std::move(opened)};
}

} // namespace route9::gateway
