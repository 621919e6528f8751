// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/postal_form.hpp"

#include "core/assert.hpp"
#include "gateway/orders/parcel_assessment.hpp"
#include "gateway/shipping/parcel_share.hpp"

#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

std::string address_text(const Recipient& to) {
    std::string out;
    for (const auto* part :
         {&to.pickup_point, &to.village, &to.address_line, &to.landmark, &to.district, &to.province
         }) {
        if (!part->empty()) {
            out.append(out.empty() ? "" : ", ").append(*part);
        }
    }
    return out;
}

Result<std::vector<adapters::Cn23Goods>> goods_of(const LoadedParcel& loaded) {
    const Order& order = loaded.order.order;
    const auto share = share_of(order, loaded.fulfillment);
    const auto declared = goods_record({order, loaded.products, share}, loaded.parcel.house_bill);
    ROUTE9_ASSERT(declared.items.size() == share.size());
    std::vector<adapters::Cn23Goods> goods;
    goods.reserve(share.size());
    for (std::size_t i = 0; i < share.size(); ++i) {
        const auto value = order.lines[share[i].line].unit_price.times(share[i].quantity);
        if (!value) {
            return Failure{value.error()};
        }
        const auto& item = declared.items[i];
        goods.push_back(
            {.description = item.description,
             .quantity = share[i].quantity,
             .net_kg = item.net_kg,
             .value = *value,
             .hs_code = item.hs_code,
             .origin = item.taxation.origin}
        );
    }
    return goods;
}

} // namespace

Result<adapters::Cn23>
postal_form_of(const LoadedParcel& loaded, const Catalogue& catalogue, Instant now) {
    ROUTE9_ASSERT(loaded.details.has_value());
    const Recipient to = delivered_to(loaded, catalogue.corridor.addresses);
    const Hub* hub = catalogue.hub(loaded.fulfillment.warehouse);
    const std::string from_country = hub == nullptr ? "" : hub->country;
    const std::string& to_country = loaded.order.order.recipient.country;
    if (from_country == to_country) {
        return fail(ErrorCode::state_forbids, "the parcel crosses no border: nothing is declared");
    }
    auto goods = goods_of(loaded);
    if (!goods) {
        return Failure{std::move(goods).error()};
    }
    return adapters::Cn23{
        .item = loaded.parcel.code,
        .sender =
            {.name = loaded.seller_name,
             .address = hub == nullptr ? loaded.fulfillment.warehouse
                                       : hub->name_local + "\n" + hub->name_en,
             .phone = "",
             .country = from_country},
        .sender_reference = loaded.parcel.house_bill,
        .addressee =
            {.name = to.name, .address = address_text(to), .phone = to.phone, .country = to_country
            },
        .goods = std::move(*goods),
        .gross_g = loaded.parcel.mass_g,
        .invoice = loaded.order.order.external_id,
        .printed_at = now,
    };
}

} // namespace route9::gateway
