// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/order_store.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/list_page.hpp"
#include "gateway/views/order_page.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

using fulfillment::OrderRecord;

constexpr std::string_view kName = "get_orders";

platform::task<Result<http::Response>>
handle_get_orders(Services& services, http::Request& request) {
    const auto page = read_page(request, services.cursors, kName);
    if (!page) {
        co_return Failure{page.error()};
    }
    auto seller = seller_filter(request);
    if (!seller) {
        co_return Failure{std::move(seller).error()};
    }
    std::optional<OrderId> before;
    if (const auto id = OrderId::parse(page->position)) {
        before = *id;
    }
    auto unit = [tenant = request.principal->tenant,
                 seller = std::move(*seller),
                 before,
                 limit = page->limit + 1](Tx& tx) -> Result<std::vector<OrderRecord>> {
        return fulfillment::orders::page(tx, tenant, seller, before, limit);
    };
    const auto records = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!records) {
        co_return Failure{records.error()};
    }
    const auto position = [](const OrderRecord& record) { return record.id.text(); };
    co_return list_response(
        request, services.cursors, kName, *page, *records, order_summary, position
    );
}

} // namespace

http::Route get_orders(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/orders",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::orders_read,
        .query = {"seller", "cursor", "limit"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_orders(services, request); },
        .compressible = true,
    };
}

} // namespace route9::gateway::endpoints
