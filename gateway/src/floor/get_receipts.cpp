// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/floor/floor_endpoints.hpp"
#include "gateway/floor/receipt_view.hpp"
#include "gateway/list_page.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

constexpr std::string_view kName = "get_receipts";

/// Without its lines: those are on the receipt's own page.
Json summary(const Receipt& receipt) {
    Json json = receipt_view(receipt);
    json.erase("lines");
    return json;
}

platform::task<Result<http::Response>>
handle_get_receipts(Services& services, http::Request& request) {
    const auto page = read_page(request, services.cursors, kName);
    if (!page) {
        co_return Failure{page.error()};
    }
    auto seller = seller_filter(request);
    if (!seller) {
        co_return Failure{std::move(seller).error()};
    }
    const auto before = ReceiptId::parse(page->position);
    receipts::PageOf wanted{
        .seller = std::move(*seller),
        .before = before ? std::optional{*before} : std::nullopt,
        .limit = page->limit + 1,
    };
    auto unit = [tenant = request.principal->tenant, wanted = std::move(wanted)](Tx& tx
                ) -> Result<std::vector<Receipt>> { return receipts::page(tx, tenant, wanted); };
    const auto found = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    const auto position = [](const Receipt& receipt) { return receipt.id.text(); };
    co_return list_response(request, services.cursors, kName, *page, *found, summary, position);
}

} // namespace

http::Route get_receipts(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/receipts",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::stock_read,
        .query = {"seller", "cursor", "limit"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_receipts(services, request); },
    };
}

} // namespace route9::gateway::endpoints
