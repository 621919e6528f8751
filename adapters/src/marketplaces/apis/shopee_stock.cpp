// SPDX-License-Identifier: Apache-2.0
// Shopee: /api/v2/product/update_stock, models of one item at a time, 1 to 50 (documented). What is
// told is what the seller may sell; what Shopee has reserved for its orders it counts by itself.
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/platform_apis.hpp"
#include "marketplaces/apis/shopee_calls.hpp"

#include <string>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::size_t kModelsMax = 50;
constexpr std::int64_t kPiecesMax = 999'999; // not documented

std::string model_of(const Listing& listing) {
    return listing.variant.empty() ? "0" : listing.variant;
}

ApiCall update_call(const ApiAccess& access, std::span<const StockFigure> figures, Instant now) {
    const std::string place = access.setting(stock_place_setting);
    Json list = Json::array();
    for (const StockFigure& figure : figures) {
        Json stock{{"stock", figure.pieces}};
        if (!place.empty()) {
            stock["location_id"] = place;
        }
        list.push_back(
            {{"model_id", number_or_text(model_of(figure.listing))},
             {"seller_stock", Json::array({std::move(stock)})}}
        );
    }
    const Json body{
        {"item_id", number_or_text(figures.front().listing.item)}, {"stock_list", std::move(list)}
    };
    return shopee_post(access, "/api/v2/product/update_stock", body, now);
}

std::vector<std::string> complaints(const Json& answer, std::span<const StockFigure> figures) {
    std::vector<std::string> found(figures.size());
    const Json* list = find_path(answer, "/response/failure_list");
    for (std::size_t at = 0; list != nullptr && list->is_array() && at < list->size(); ++at) {
        const std::string model = id_at((*list)[at], "model_id");
        for (std::size_t one = 0; one < figures.size(); ++one) {
            if (model_of(figures[one].listing) == model) {
                found[one] = complaint_text((*list)[at], {"failed_reason"});
            }
        }
    }
    return found;
}

} // namespace

StockApi shopee_stock() {
    return {
        .platform = "shopee",
        .figures_at_once = kModelsMax,
        .of_one_item = true,
        .pieces_max = kPiecesMax,
        .call = update_call,
        .complaints = complaints,
    };
}

} // namespace route9::adapters
