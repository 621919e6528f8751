// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/stock_api.hpp"
#include "core/limits.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/views/channel_stock_view.hpp"
#include "platform/async_store.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

using adapters::Listing;

struct Given {
    PartyId seller;
    ConnectionId connection;
    Sku sku;
    std::vector<Listing> listings;
};

void read_listings(const Json& list, Given& given, FieldErrors& errors) {
    for (std::size_t at = 0; at < list.size(); ++at) {
        ObjectReader reader{list[at], pointer_step("/listings", at), errors};
        Listing listing{.sku = given.sku.text(), .item = {}, .variant = {}};
        listing.item =
            reader.text("item", Need::required, limits::foreign_id_bytes_max).value_or("");
        listing.variant =
            reader.text("variant", Need::optional, limits::foreign_id_bytes_max).value_or("");
        reader.finish();
        if (std::ranges::find(given.listings, listing) != given.listings.end()) {
            reader.refuse("item", "conflict", "name each listing once");
        }
        given.listings.push_back(std::move(listing));
    }
}

Result<Given> read_given(const Json& body, const http::Request& request) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    Given given{
        .seller = seller_of(*request.principal, reader, errors),
        .connection = ConnectionId{std::string{request.parameter("connection")}},
        .sku = Sku{std::string{request.parameter("sku")}},
        .listings = {},
    };
    if (given.sku.text().size() > limits::foreign_id_bytes_max) {
        errors.push_back({"/sku", "too_long", "must be at most 128 bytes of UTF-8"});
    }
    const Json* list = reader.array("listings", Need::required, limits::listings_of_sku_max);
    if (list != nullptr) {
        read_listings(*list, given, errors);
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return given;
}

Result<StockShop> shop_of(Tx& tx, const TenantId& tenant, const Given& given) {
    auto shop = listings::find_shop(tx, tenant, given.connection);
    if (!shop || shop->seller != given.seller) {
        return fail(ErrorCode::not_found, "the seller has no such connection");
    }
    if (adapters::find_stock_api(shop->platform) == nullptr) {
        return fail(ErrorCode::state_forbids, shop->platform + " is told nothing of stock");
    }
    return std::move(*shop);
}

Result<ChannelStock> put(Tx& tx, const TenantId& tenant, const Given& given, Instant now) {
    const auto shop = shop_of(tx, tenant, given);
    if (!shop) {
        return Failure{shop.error()};
    }
    if (auto put = listings::replace(tx, tenant, *shop, given.sku, given.listings, now); !put) {
        return Failure{std::move(put).error()};
    }
    const SkuFilter filter{.seller = given.seller, .sku = given.sku};
    ChannelStock stock = read_channel_stock(tx, tenant, filter, {}, 1);
    if (stock.skus.empty()) { // neither a product nor a listing any more
        stock.skus.push_back({.seller = given.seller, .sku = given.sku});
    }
    return stock;
}

platform::task<Result<http::Response>>
handle_put_stock_channel(Services& services, http::Request& request) {
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    auto given = read_given(*body, request);
    if (!given) {
        co_return Failure{std::move(given).error()};
    }
    const Instant now = services.clock.business();
    auto unit = [tenant = request.principal->tenant, given = std::move(*given), now](Tx& tx) {
        return put(tx, tenant, given, now);
    };
    const auto stock = co_await platform::write(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!stock) {
        co_return Failure{stock.error()};
    }
    co_return http::json_response(200, view(*stock, stock->skus.front(), now));
}

} // namespace

http::Route put_stock_channel(Services& services) {
    return {
        .method = http::Method::put,
        .pattern = "/v1/stock/channels/{connection}/{sku}",
        .name = "put_stock_channel",
        .access = http::Access::key,
        .scope = Scope::stock_write,
        .handler = [&services](http::Request& request
                   ) { return handle_put_stock_channel(services, request); },
    };
}

} // namespace route9::gateway::endpoints
