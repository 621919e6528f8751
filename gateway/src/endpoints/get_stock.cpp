// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/stock.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/list_page.hpp"
#include "gateway/views/product_view.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

using fulfillment::StockLevel;

constexpr std::string_view kName = "get_stock";

std::string position_of(const StockLevel& level) {
    return Json::array({level.seller.text(), level.sku.text(), level.warehouse}).dump();
}

StockLevel after_position(std::string_view position) {
    StockLevel after;
    if (!position.empty()) {
        const Json parts = Json::parse(position);
        after.seller = PartyId{parts.at(0).get<std::string>()};
        after.sku = Sku{parts.at(1).get<std::string>()};
        after.warehouse = parts.at(2).get<std::string>();
    }
    return after;
}

platform::task<Result<http::Response>> handle(Services& services, http::Request& request) {
    const auto page = read_page(request, services.cursors, kName);
    if (!page) {
        co_return Failure{page.error()};
    }
    auto seller = seller_filter(request);
    if (!seller) {
        co_return Failure{std::move(seller).error()};
    }
    std::optional<Sku> sku;
    if (const auto asked = request.target.query.find("sku")) {
        sku = Sku{std::string{*asked}};
    }
    auto unit = [tenant = request.principal->tenant,
                 seller = std::move(*seller),
                 sku = std::move(sku),
                 after = after_position(page->position),
                 limit = page->limit + 1](Tx& tx) -> Result<std::vector<StockLevel>> {
        return fulfillment::stock::page(tx, tenant, seller, sku, after, limit);
    };
    const auto levels = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!levels) {
        co_return Failure{levels.error()};
    }
    const auto item = [](const StockLevel& level) { return view(level); };
    co_return list_response(request, services.cursors, kName, *page, *levels, item, position_of);
}

} // namespace

http::Route get_stock(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/stock",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::stock_read,
        .handler = [&services](http::Request& request) { return handle(services, request); },
        .compressible = true,
    };
}

} // namespace route9::gateway::endpoints
