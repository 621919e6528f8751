// SPDX-License-Identifier: Apache-2.0
#include "gateway/orders/parcel_assessment.hpp"

#include "core/json.hpp"

#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;
namespace customs = fulfillment::declarations;

/// The order as if it were only this parcel, its gaps filled from the product catalogue.
Order parcel_order(const ParcelGoods& goods) {
    Order order = goods.order;
    order.lines.clear();
    for (const ParcelLine& share : goods.lines) {
        OrderLine line = goods.order.lines[share.line];
        line.quantity = share.quantity;
        if (const auto& product = goods.products[share.line]) {
            line.hs_code = line.hs_code.empty() ? product->hs_code : line.hs_code;
            line.origin = line.origin.empty() ? product->origin : line.origin;
            line.weight_g = line.weight_g ? line.weight_g : product->weight_g;
        }
        order.lines.push_back(std::move(line));
    }
    return order;
}

std::string missing_text(const Error& error) {
    Json fields = Json::array();
    for (const FieldError& field : error.fields) {
        fields.push_back(
            {{"pointer", field.pointer}, {"code", field.code}, {"message", field.message}}
        );
    }
    return Json{{"missing", std::move(fields)}}.dump();
}

} // namespace

customs::CustomsTables customs_tables(const Catalogue& catalogue) noexcept {
    return {.rules = catalogue.rules, .fx = catalogue.fx, .tariff = catalogue.tariff};
}

customs::Consignment goods_record(const ParcelGoods& goods, std::string house_bill) {
    return customs::goods_of_order(parcel_order(goods), std::move(house_bill));
}

std::string assess_parcel(
    const ParcelGoods& goods, std::string_view from_country, const Catalogue& catalogue, Day day
) {
    if (from_country == goods.order.recipient.country) {
        return "{}";
    }
    customs::TwinContext context;
    context.origin = from_country == "LA" ? customs::Country::la : customs::Country::vn;
    context.events.registered_on = day;
    const auto twin =
        customs::assess_twin(goods_record(goods, "planned"), context, customs_tables(catalogue));
    if (!twin) {
        return missing_text(twin.error());
    }
    return customs::compact_json(*twin);
}

} // namespace route9::gateway
