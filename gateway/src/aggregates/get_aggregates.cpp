// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/aggregates/aggregate_endpoints.hpp"
#include "gateway/aggregates/aggregate_view.hpp"
#include "gateway/list_page.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

constexpr std::string_view kName = "get_aggregates";

platform::task<Result<http::Response>>
handle_get_aggregates(Services& services, http::Request& request) {
    if (auto allowed = require_staff(*request.principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const auto page = read_page(request, services.cursors, kName);
    if (!page) {
        co_return Failure{page.error()};
    }
    const auto before = AggregateId::parse(page->position);
    aggregates::PageOf wanted{
        .warehouse = std::string{request.target.query.find("warehouse").value_or("")},
        .before = before ? std::optional{*before} : std::nullopt,
        .limit = page->limit + 1,
    };
    auto unit = [tenant = request.principal->tenant,
                 wanted = std::move(wanted)](Tx& tx) -> Result<std::vector<Aggregate>> {
        return aggregates::standing(tx, tenant, wanted);
    };
    const auto found = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    const auto position = [](const Aggregate& aggregate) { return aggregate.id.text(); };
    co_return list_response(
        request, services.cursors, kName, *page, *found, aggregate_view, position
    );
}

} // namespace

http::Route get_aggregates(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/aggregates",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .query = {"warehouse", "cursor", "limit"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_aggregates(services, request); },
    };
}

} // namespace route9::gateway::endpoints
