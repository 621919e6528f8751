// SPDX-License-Identifier: Apache-2.0
// Both countries' assessment of one planned parcel from one goods record, by the rows in force on
// the day it was planned. Goods that stay in one country need none. What customs will ask and the
// order does not say (an HS code) is named instead of guessed.
#pragma once

#include "fulfillment/declarations/twin.hpp"
#include "fulfillment/plan.hpp"
#include "fulfillment/product_store.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/orders/prepared_order.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace route9::gateway {

/// A parcel's share of an order, with what the catalogue of products adds.
struct ParcelGoods {
    const fulfillment::Order& order;
    std::span<const std::optional<fulfillment::Product>> products; // by order line
    std::span<const fulfillment::ParcelLine> lines;
};

/// The goods record of a parcel.
fulfillment::declarations::Consignment
goods_record(const ParcelGoods& goods, std::string house_bill);

/// Compact JSON: {"export":…,"import":…}, {} where nothing crosses a border, or
/// {"missing":[{pointer, code, message}]}.
std::string assess_parcel(
    const ParcelGoods& goods, std::string_view from_country, const Catalogue& catalogue, Day day
);

fulfillment::declarations::CustomsTables customs_tables(const Catalogue& catalogue) noexcept;

} // namespace route9::gateway
