// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/carrier_consent.hpp"

#include "fulfillment/order_store.hpp"
#include "fulfillment/pickup_name.hpp"
#include "fulfillment/product_store.hpp"
#include "gateway/orders/order_decision.hpp"
#include "gateway/orders/order_view.hpp"
#include "gateway/shipping/listed_codes.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

/// The code and what the carrier does not do.
FieldError refused(Why why, const std::string& carrier) {
    switch (why) {
    case Why::cod_limit:
        return {"", "cod_limit", carrier + " does not collect this much cash"};
    case Why::dg_not_accepted:
        return {"", "dg_not_accepted", carrier + " takes no dangerous goods"};
    case Why::other_carrier:
        return {
            "", "other_carrier", carrier + " brings nothing to another carrier's pick-up point"
        };
    default:
        return {"", "no_coverage", carrier + " does not deliver where the parcel goes"};
    }
}

/// As a plan asks it.
std::optional<Why> why_not(
    const Carrier& carrier,
    const OrderId& id,
    const Order& order,
    std::span<const std::optional<Product>> products,
    const AddressBook& addresses
) {
    const Recipient& place = order.recipient;
    const auto address = addresses.resolve({place.country, place.province, place.district});
    PlanOrder wanted = plan_order_of(id, order, address, products);
    if (const auto named = parse_pickup_name(place.pickup_point)) {
        wanted.pickup = PickupChoice{.carrier = named->carrier.text()};
    }
    return refusal(carrier, wanted, &addresses);
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
        error.message += *known->second == Why::other_carrier
                             ? "; load it on a truck of that carrier"
                             : "; load it on a truck of another carrier, or change the terms of " +
                                   carrier_.text() + " if it has agreed";
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
    const auto skus = distinct_skus(record->order);
    const auto known = products::read(products::ask(tx_, tenant_, record->seller, skus));
    const auto by_line = products_by_line(known, record->order);
    return why_not(terms_->carrier, order, record->order, by_line, addresses_);
}

AskedAboard read_asked_aboard(Tx& tx, const DepartureRecord& departure) {
    AskedAboard asked{carrier_terms::find(tx, departure.tenant, departure.carrier), {}};
    if (asked.terms) {
        asked.orders = aboard_orders::of_departure(tx, departure.tenant, departure.id);
    }
    return asked;
}

Result<void>
check_aboard(const AskedAboard& asked, const AddressBook& addresses, std::string_view step) {
    std::map<Why, std::vector<std::string>> unwanted; // codes
    for (const AboardOrder& each : asked.orders) {
        const auto why =
            why_not(asked.terms->carrier, each.id, each.order, each.products, addresses);
        if (why) {
            auto& codes = unwanted[*why];
            codes.insert(codes.end(), each.parcels.begin(), each.parcels.end());
        }
    }
    if (unwanted.empty()) {
        return {};
    }
    FieldErrors errors;
    for (auto& [why, codes] : unwanted) {
        std::ranges::sort(codes);
        FieldError error = refused(why, asked.terms->carrier.id);
        error.message +=
            ": " + listed_codes(codes) + "; unload them, or change its terms if it has agreed";
        errors.push_back(std::move(error));
    }
    std::string detail = "the truck may not " + std::string{step} + ": " + errors.front().message;
    return Failure{Error{
        .code = ErrorCode::state_forbids,
        .detail = std::move(detail),
        .fields = std::move(errors),
    }};
}

} // namespace route9::gateway
