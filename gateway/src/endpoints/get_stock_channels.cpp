// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/list_page.hpp"
#include "gateway/views/channel_stock_view.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

constexpr std::string_view kName = "get_stock_channels";

std::string position_of(const SkuStock& sku) {
    return Json::array({sku.seller.text(), sku.sku.text()}).dump();
}

SkuStock after_position(std::string_view position) {
    SkuStock after;
    if (!position.empty()) {
        const Json parts = Json::parse(position);
        after.seller = PartyId{parts.at(0).get<std::string>()};
        after.sku = Sku{parts.at(1).get<std::string>()};
    }
    return after;
}

platform::task<Result<http::Response>>
handle_get_stock_channels(Services& services, http::Request& request) {
    const auto page = read_page(request, services.cursors, kName);
    if (!page) {
        co_return Failure{page.error()};
    }
    auto seller = seller_filter(request);
    if (!seller) {
        co_return Failure{std::move(seller).error()};
    }
    SkuFilter filter{.seller = std::move(*seller), .sku = std::nullopt};
    if (const auto asked = request.target.query.find("sku")) {
        filter.sku = Sku{std::string{*asked}};
    }
    auto unit = [tenant = request.principal->tenant,
                 filter = std::move(filter),
                 after = after_position(page->position),
                 limit = page->limit + 1](Tx& tx) -> Result<ChannelStock> {
        return read_channel_stock(tx, tenant, filter, after, limit);
    };
    const auto stock = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!stock) {
        co_return Failure{stock.error()};
    }
    const auto item = [&stock, now = services.clock.business()](const SkuStock& sku) {
        return view(*stock, sku, now);
    };
    co_return list_response(
        request, services.cursors, kName, *page, stock->skus, item, position_of
    );
}

} // namespace

http::Route get_stock_channels(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/stock/channels",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::stock_read,
        .query = {"seller", "sku", "cursor", "limit"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_stock_channels(services, request); },
        .compressible = true,
    };
}

} // namespace route9::gateway::endpoints
