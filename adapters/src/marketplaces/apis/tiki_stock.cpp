// SPDX-License-Identifier: Apache-2.0
// Tiki: /v2.1/products/updateSku, one SKU at a time, for a named warehouse of the seller's. By
// integrators: the product is named by its id, or by the seller's code as original_sku.
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/platform_apis.hpp"
#include "marketplaces/apis/tiki_calls.hpp"

#include <string>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::int64_t kPiecesMax = 999'999; // not documented

ApiCall update_call(const ApiAccess& access, std::span<const StockFigure> figures, Instant) {
    const StockFigure& figure = figures.front();
    Json stock{
        {"warehouse_id", number_or_text(access.setting(stock_place_setting))},
        {"qty_available", figure.pieces},
    };
    Json body{
        {"product_id", number_or_text(figure.listing.item)},
        {"warehouse_quantities", Json::array({std::move(stock)})},
    };
    if (!figure.listing.variant.empty()) {
        body["original_sku"] = figure.listing.variant;
    }
    return tiki_put(access, "/v2.1/products/updateSku", body);
}

/// The status alone tells.
std::vector<std::string> complaints(const Json&, std::span<const StockFigure> figures) {
    return std::vector<std::string>(figures.size());
}

} // namespace

StockApi tiki_stock() {
    return {
        .platform = "tiki",
        .needs_place = true,
        .pieces_max = kPiecesMax,
        .call = update_call,
        .complaints = complaints,
    };
}

} // namespace route9::adapters
