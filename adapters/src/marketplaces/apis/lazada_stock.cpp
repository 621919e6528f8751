// SPDX-License-Identifier: Apache-2.0
// Lazada: /product/stock/sellable/update, at most 50 SKUs in one request (documented), as XML in a
// form. The sellable quantity is without what Lazada holds for its own orders. By integrators: the
// ids of item and SKU are needed beside the seller's SKU, and "detail" names what was not taken
// even where the code is 0.
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/lazada_calls.hpp"
#include "marketplaces/apis/platform_apis.hpp"

#include <string>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::size_t kSkusMax = 50;
constexpr std::int64_t kPiecesMax = 999'999; // not documented

void append_element(std::string& xml, std::string_view name, std::string_view text) {
    if (text.empty()) {
        return;
    }
    xml.append("<").append(name).append(">");
    for (const char c : text) {
        switch (c) {
        case '&':
            xml += "&amp;";
            break;
        case '<':
            xml += "&lt;";
            break;
        case '>':
            xml += "&gt;";
            break;
        default:
            xml += c;
        }
    }
    xml.append("</").append(name).append(">");
}

ApiCall update_call(const ApiAccess& access, std::span<const StockFigure> figures, Instant now) {
    const std::string place = access.setting(stock_place_setting);
    std::string xml = "<Request><Product><Skus>";
    for (const StockFigure& figure : figures) {
        xml += "<Sku>";
        append_element(xml, "ItemId", figure.listing.item);
        append_element(xml, "SkuId", figure.listing.variant);
        append_element(xml, "SellerSku", figure.listing.sku);
        if (!place.empty()) {
            xml += "<MultiWarehouseInventories><MultiWarehouseInventory>";
            append_element(xml, "WarehouseCode", place);
        }
        append_element(xml, "SellableQuantity", std::to_string(figure.pieces));
        if (!place.empty()) {
            xml += "</MultiWarehouseInventory></MultiWarehouseInventories>";
        }
        xml += "</Sku>";
    }
    xml += "</Skus></Product></Request>";
    return lazada_form(access, "/product/stock/sellable/update", {{"payload", xml}}, now);
}

bool is_named(const Json& entry, const Listing& listing) {
    const std::string sku = first_of(entry, {"seller_sku", "SellerSku"});
    const std::string id = first_of(entry, {"sku_id", "SkuId"});
    return (!sku.empty() && sku == listing.sku) || (!id.empty() && id == listing.variant);
}

bool names_any(const Json& entry) {
    return !first_of(entry, {"seller_sku", "SellerSku", "sku_id", "SkuId"}).empty();
}

/// An entry that names no SKU may mean any of them.
std::vector<std::string> complaints(const Json& answer, std::span<const StockFigure> figures) {
    std::vector<std::string> found(figures.size());
    const Json* list = find_path(answer, "/detail");
    for (std::size_t at = 0; list != nullptr && list->is_array() && at < list->size(); ++at) {
        const Json& entry = (*list)[at];
        for (std::size_t one = 0; one < figures.size(); ++one) {
            if (!names_any(entry) || is_named(entry, figures[one].listing)) {
                found[one] = complaint_text(entry, {"code", "field", "message"});
            }
        }
    }
    return found;
}

} // namespace

StockApi lazada_stock() {
    return {
        .platform = "lazada",
        .figures_at_once = kSkusMax,
        .pieces_max = kPiecesMax,
        .call = update_call,
        .complaints = complaints,
    };
}

} // namespace route9::adapters
