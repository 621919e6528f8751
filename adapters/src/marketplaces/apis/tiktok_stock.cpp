// SPDX-License-Identifier: Apache-2.0
// TikTok Shop: /product/202309/products/{id}/inventory/update, SKUs of one product; figures below
// 99,999, and a warehouse only where the SKU has another than the default one (documented). How
// many SKUs one call takes is not documented.
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/platform_apis.hpp"
#include "marketplaces/apis/tiktok_calls.hpp"

#include <string>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::size_t kSkusMax = 50;
constexpr std::int64_t kPiecesMax = 99'998;

ApiCall update_call(const ApiAccess& access, std::span<const StockFigure> figures, Instant now) {
    const std::string place = access.setting(stock_place_setting);
    Json skus = Json::array();
    for (const StockFigure& figure : figures) {
        Json stock{{"quantity", figure.pieces}};
        if (!place.empty()) {
            stock["warehouse_id"] = place;
        }
        skus.push_back(
            {{"id", figure.listing.variant}, {"inventory", Json::array({std::move(stock)})}}
        );
    }
    const std::string product = path_part(figures.front().listing.item);
    return tiktok_post(
        access,
        "/product/202309/products/" + product + "/inventory/update",
        Json{{"skus", std::move(skus)}},
        now
    );
}

std::vector<std::string> complaints(const Json& answer, std::span<const StockFigure> figures) {
    std::vector<std::string> found(figures.size());
    const Json* list = find_path(answer, "/data/errors");
    for (std::size_t at = 0; list != nullptr && list->is_array() && at < list->size(); ++at) {
        const Json& entry = (*list)[at];
        const Json* detail = find_path(entry, "/detail");
        const std::string sku = detail == nullptr ? std::string{} : id_at(*detail, "sku_id");
        for (std::size_t one = 0; one < figures.size(); ++one) {
            if (sku.empty() || figures[one].listing.variant == sku) {
                found[one] = complaint_text(entry, {"code", "message"});
            }
        }
    }
    return found;
}

} // namespace

StockApi tiktok_stock() {
    return {
        .platform = "tiktok",
        .figures_at_once = kSkusMax,
        .of_one_item = true,
        .pieces_max = kPiecesMax,
        .call = update_call,
        .complaints = complaints,
    };
}

} // namespace route9::adapters
