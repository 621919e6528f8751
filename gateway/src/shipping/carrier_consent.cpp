// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/carrier_consent.hpp"

#include "fulfillment/order_store.hpp"
#include "fulfillment/pickup_name.hpp"
#include "fulfillment/product_store.hpp"
#include "gateway/orders/order_decision.hpp"
#include "gateway/orders/order_view.hpp"

#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

FieldError refused(Why why, const std::string& carrier) {
    const std::string other = "; load it on a truck of another carrier, or change the terms of " +
                              carrier + " if it has agreed";
    switch (why) {
    case Why::cod_limit:
        return {"", "cod_limit", carrier + " does not collect this much cash" + other};
    case Why::dg_not_accepted:
        return {"", "dg_not_accepted", carrier + " takes no dangerous goods" + other};
    case Why::other_carrier:
        return {
            "",
            "other_carrier",
            "the parcel goes to a pick-up point of another carrier than " + carrier +
                "; load it on that carrier's truck, or change the order's pick-up point"
        };
    default:
        return {"", "no_coverage", carrier + " does not deliver where the parcel goes" + other};
    }
}

} // namespace

CarrierConsent::CarrierConsent(
    Tx& tx, const TenantId& tenant, const PartyId& carrier, const AddressBook& addresses
)
    : tx_(tx), tenant_(tenant), carrier_(carrier), addresses_(addresses),
      terms_(carrier_terms::find(tx, tenant, carrier)) {}

void CarrierConsent::check(const OrderId& order, const std::string& pointer, FieldErrors& errors) {
    const auto [known, is_new] = judged_.try_emplace(order);
    if (is_new) {
        known->second = judge(order);
    }
    if (known->second) {
        FieldError error = refused(*known->second, carrier_.text());
        error.pointer = pointer;
        errors.push_back(std::move(error));
    }
}

std::optional<Why> CarrierConsent::judge(const OrderId& order) {
    if (!terms_) {
        const auto bound = parse_pickup_name(orders::pickup_of(tx_, tenant_, order));
        return bound && bound->carrier != carrier_ ? std::optional{Why::other_carrier}
                                                   : std::nullopt;
    }
    const auto record = orders::find(tx_, tenant_, order);
    if (!record) {
        return std::nullopt;
    }
    const Recipient& place = record->order.recipient;
    const auto address = addresses_.resolve({place.country, place.province, place.district});
    const auto skus = distinct_skus(record->order);
    const auto known = products::read(products::ask(tx_, tenant_, record->seller, skus));
    OrderView view;
    view.products = products_by_line(known, record->order);
    if (const auto named = parse_pickup_name(place.pickup_point)) {
        view.pickup = KnownPickup{pickup_points::find(tx_, tenant_, named->carrier, named->point)};
    }
    const auto wanted = plan_order_of(order, record->order, address, view);
    return refusal(terms_->carrier, wanted, &addresses_);
}

} // namespace route9::gateway
