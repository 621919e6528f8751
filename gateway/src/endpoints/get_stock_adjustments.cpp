// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/stock_adjustment.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/list_page.hpp"
#include "gateway/stock/endpoints.hpp"
#include "gateway/stock/lot_members.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

constexpr std::string_view kName = "get_stock_adjustments";

std::string id_of(const StockAdjustment& adjustment) {
    return format_id(stock::adjustment_prefix, adjustment.id);
}

Json view(const StockAdjustment& adjustment) {
    Json json{
        {"id", id_of(adjustment)},
        {"seller", adjustment.seller.text()},
        {"sku", adjustment.sku.text()},
        {"warehouse", adjustment.warehouse},
        {"quantity", adjustment.quantity},
        {"reason", adjustment.reason},
        {"at", format_utc(adjustment.at)},
    };
    show_lot(json, adjustment.lot, std::nullopt);
    return json;
}

std::optional<std::string> asked(const http::Request& request, std::string_view name) {
    const auto text = request.target.query.find(name);
    return text ? std::optional{std::string{*text}} : std::nullopt;
}

platform::task<Result<http::Response>>
handle_get_stock_adjustments(Services& services, http::Request& request) {
    const auto page = read_page(request, services.cursors, kName);
    if (!page) {
        co_return Failure{page.error()};
    }
    auto seller = seller_filter(request);
    if (!seller) {
        co_return Failure{std::move(seller).error()};
    }
    stock::AdjustmentsOf wanted;
    wanted.seller = std::move(*seller);
    if (auto sku = asked(request, "sku")) {
        wanted.sku = Sku{std::move(*sku)};
    }
    wanted.warehouse = asked(request, "warehouse");
    if (const auto before = parse_id(stock::adjustment_prefix, page->position)) {
        wanted.before = *before;
    }
    wanted.limit = page->limit + 1;
    auto unit = [tenant = request.principal->tenant,
                 wanted = std::move(wanted)](Tx& tx) -> Result<std::vector<StockAdjustment>> {
        return stock::adjustments(tx, tenant, wanted);
    };
    const auto found = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    co_return list_response(request, services.cursors, kName, *page, *found, view, id_of);
}

} // namespace

http::Route get_stock_adjustments(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/stock/adjustments",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::stock_read,
        .query = {"seller", "sku", "warehouse", "cursor", "limit"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_stock_adjustments(services, request); },
        .compressible = true,
    };
}

} // namespace route9::gateway::endpoints
