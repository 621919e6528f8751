// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/list_page.hpp"
#include "gateway/money/find_run.hpp"
#include "gateway/views/money_view.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

using payments::StoredMatch;

constexpr std::string_view kName = "get_run_matches";

platform::task<Result<http::Response>>
handle_get_run_matches(Services& services, http::Request& request) {
    const auto page = read_page(request, services.cursors, kName);
    if (!page) {
        co_return Failure{page.error()};
    }
    auto unit = [principal = *request.principal,
                 id = std::string{request.parameter("id")},
                 after = MatchId::parse(page->position).value_or(MatchId{}),
                 limit = page->limit + 1](Tx& tx) -> Result<std::vector<StoredMatch>> {
        const auto run = find_run_for(tx, principal, id);
        if (!run) {
            return Failure{run.error()};
        }
        return payments::runs::matches(tx, principal.tenant, run->id, after, limit);
    };
    const auto found = co_await platform::read(
        services.store,
        reach_of(*request.principal),
        std::move(unit),
        request.deadline,
        platform::Lane::background
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    const auto item = [](const StoredMatch& match) { return view(match); };
    const auto position = [](const StoredMatch& match) { return match.id.text(); };
    co_return list_response(request, services.cursors, kName, *page, *found, item, position);
}

} // namespace

http::Route get_run_matches(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/reconciliation/runs/{id}/matches",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::money_read,
        .query = {"cursor", "limit"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_run_matches(services, request); },
        .compressible = true,
    };
}

} // namespace route9::gateway::endpoints
