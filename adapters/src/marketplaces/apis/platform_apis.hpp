// SPDX-License-Identifier: Apache-2.0
// The rows of shop_apis(), one file a platform. How a call is signed stands where it is built.
#pragma once

#include "adapters/marketplaces/shop_api.hpp"
#include "adapters/marketplaces/stock_api.hpp"
#include "adapters/marketplaces/write_back.hpp"

#include <span>

namespace route9::adapters {

ShopApi adobe_api();
ShopApi haravan_api();
ShopApi kiotviet_api();
ShopApi lazada_api();
ShopApi nhanh_api();
ShopApi sapo_api();
ShopApi sendo_api();
ShopApi shopee_api();
ShopApi shopify_api();
ShopApi tiki_api();
ShopApi tiktok_api();
ShopApi woocommerce_api();

/// See stock_api.hpp.
StockApi lazada_stock();
StockApi shopee_stock();
StockApi tiki_stock();
StockApi tiktok_stock();

/// See write_back.hpp.
WriteStep adobe_write_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant now
);
WriteStep haravan_write_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant now
);
WriteStep kiotviet_write_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant now
);
WriteStep lazada_write_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant now
);
WriteStep nhanh_write_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant now
);
WriteStep sapo_write_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant now
);
WriteStep sendo_write_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant now
);
WriteStep shopee_write_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant now
);
WriteStep shopify_write_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant now
);
WriteStep tiki_write_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant now
);
WriteStep tiktok_write_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant now
);
WriteStep woocommerce_write_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant now
);

/// One order of an answer. Errors: validation_failed with every bad member.
Result<InboundEvent> read_kiotviet_order(const Json& order, const OrderStates& states);
/// The result with its sales_order and sku_details.
Result<InboundEvent> read_sendo_order(const Json& result, const OrderStates& states);
Result<InboundEvent> read_shopee_order(const Json& order, const OrderStates& states);
Result<InboundEvent> read_tiktok_order(const Json& order, const OrderStates& states);
Result<InboundEvent> read_tiki_order(const Json& order, const OrderStates& states);
/// `items` is the list of its lines, one for each piece.
Result<InboundEvent>
read_lazada_order(const Json& order, const Json& items, const OrderStates& states);

} // namespace route9::adapters
