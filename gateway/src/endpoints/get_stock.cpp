// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/stock.hpp"
#include "fulfillment/stock_lot_store.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/list_page.hpp"
#include "gateway/stock/lot_members.hpp"
#include "gateway/views/product_view.hpp"
#include "platform/async_store.hpp"

#include <cstddef>
#include <utility>
#include <vector>

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

struct Shelf {
    StockLevel level;
    std::vector<fulfillment::StockLot> lots;
};

std::vector<Shelf> with_lots(Tx& tx, const TenantId& tenant, std::vector<StockLevel> levels) {
    using fulfillment::lots::LevelKey;
    std::vector<LevelKey> keys;
    keys.reserve(levels.size());
    for (const StockLevel& level : levels) {
        keys.push_back({level.seller, level.sku, level.warehouse});
    }
    auto lots = fulfillment::lots::of_levels(tx, tenant, keys);
    std::vector<Shelf> shelves;
    shelves.reserve(levels.size());
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const auto found = lots.find(keys[i]);
        shelves.push_back({std::move(levels[i]), {}});
        if (found != lots.end()) {
            shelves.back().lots = std::move(found->second.lots);
        }
    }
    return shelves;
}

Json shown(const Shelf& shelf) {
    Json json = view(shelf.level);
    if (!shelf.lots.empty()) {
        json["lots"] = lots_view(shelf.lots);
    }
    return json;
}

platform::task<Result<http::Response>>
handle_get_stock(Services& services, http::Request& request) {
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
                 limit = page->limit + 1](Tx& tx) -> Result<std::vector<Shelf>> {
        auto levels = fulfillment::stock::page(tx, tenant, seller, sku, after, limit);
        return with_lots(tx, tenant, std::move(levels));
    };
    const auto shelves = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!shelves) {
        co_return Failure{shelves.error()};
    }
    const auto position = [](const Shelf& shelf) { return position_of(shelf.level); };
    co_return list_response(request, services.cursors, kName, *page, *shelves, shown, position);
}

} // namespace

http::Route get_stock(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/stock",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::stock_read,
        .query = {"seller", "sku", "cursor", "limit"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_stock(services, request); },
        .compressible = true,
    };
}

} // namespace route9::gateway::endpoints
