// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/list_page.hpp"
#include "gateway/money/money_access.hpp"
#include "gateway/views/money_view.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

using payments::Receivable;
using payments::ReceivableFilter;

constexpr std::string_view kName = "get_receivables";

Result<ReceivableFilter> read_filter(const http::Request& request) {
    const auto seller = seller_filter(request);
    if (!seller) {
        return Failure{seller.error()};
    }
    ReceivableFilter filter;
    filter.seller = seller->value_or(PartyId{});
    if (const auto state = request.target.query.find("state")) {
        filter.state = payments::parse_receivable_state(*state);
        if (!filter.state) {
            return fail_field(
                "/state", "unknown_value", "ask for open, partial, settled or cancelled"
            );
        }
    }
    if (const auto order = request.target.query.find("order")) {
        filter.order = std::string{*order};
    }
    return filter;
}

platform::task<Result<http::Response>>
handle_get_receivables(Services& services, http::Request& request) {
    const auto page = read_page(request, services.cursors, kName);
    if (!page) {
        co_return Failure{page.error()};
    }
    auto filter = read_filter(request);
    if (!filter) {
        co_return Failure{std::move(filter).error()};
    }
    std::optional<ReceivableId> before;
    if (const auto id = ReceivableId::parse(page->position)) {
        before = *id;
    }
    auto unit = [tenant = request.principal->tenant,
                 filter = std::move(*filter),
                 before,
                 limit = page->limit + 1](Tx& tx) -> Result<std::vector<Receivable>> {
        return payments::receivables::page(tx, tenant, filter, before, limit);
    };
    const auto found = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    const auto item = [](const Receivable& receivable) { return view(receivable); };
    const auto position = [](const Receivable& receivable) { return receivable.id.text(); };
    co_return list_response(request, services.cursors, kName, *page, *found, item, position);
}

} // namespace

http::Route get_receivables(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/receivables",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::money_read,
        .query = {"seller", "state", "order", "cursor", "limit"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_receivables(services, request); },
        .compressible = true,
    };
}

} // namespace route9::gateway::endpoints
