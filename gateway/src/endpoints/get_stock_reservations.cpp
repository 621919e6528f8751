// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/stock_hold.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/list_page.hpp"
#include "gateway/stock/endpoints.hpp"
#include "gateway/views/hold_view.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

constexpr std::string_view kName = "get_stock_reservations";

Result<std::optional<HoldState>> state_filter(const http::Request& request) {
    const auto text = request.target.query.find("state");
    if (!text) {
        return std::optional<HoldState>{};
    }
    const auto state = parse_hold_state(*text);
    if (!state) {
        return fail_field("/state", "unknown_value", "give active, committed, released or expired");
    }
    return state;
}

platform::task<Result<http::Response>>
handle_get_stock_reservations(Services& services, http::Request& request) {
    const auto page = read_page(request, services.cursors, kName);
    if (!page) {
        co_return Failure{page.error()};
    }
    auto seller = seller_filter(request);
    if (!seller) {
        co_return Failure{std::move(seller).error()};
    }
    const auto state = state_filter(request);
    if (!state) {
        co_return Failure{state.error()};
    }
    const auto before = HoldId::parse(page->position);
    holds::PageOf wanted{
        .seller = std::move(*seller),
        .state = *state,
        .before = before ? std::optional{*before} : std::nullopt,
        .limit = page->limit + 1,
    };
    auto unit = [tenant = request.principal->tenant, wanted = std::move(wanted)](Tx& tx
                ) -> Result<std::vector<StockHold>> { return holds::page(tx, tenant, wanted); };
    const auto found = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    const auto item = [](const StockHold& hold) { return view(hold); };
    const auto position = [](const StockHold& hold) { return hold.id.text(); };
    co_return list_response(request, services.cursors, kName, *page, *found, item, position);
}

} // namespace

http::Route get_stock_reservations(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/stock/reservations",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::stock_read,
        .query = {"seller", "state", "cursor", "limit"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_stock_reservations(services, request); },
    };
}

} // namespace route9::gateway::endpoints
