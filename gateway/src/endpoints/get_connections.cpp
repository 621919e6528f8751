// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/list_page.hpp"
#include "gateway/views/connection_view.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

constexpr std::string_view kName = "get_connections";

struct Row {
    ConnectionId id;
    Json view;
};

platform::task<Result<http::Response>>
handle_get_connections(Services& services, http::Request& request) {
    const auto page = read_page(request, services.cursors, kName);
    if (!page) {
        co_return Failure{page.error()};
    }
    auto unit = [principal = *request.principal,
                 after = ConnectionId{page->position},
                 limit = page->limit + 1,
                 &vault = services.vault,
                 now = services.clock.business()](Tx& tx) -> Result<std::vector<Row>> {
        std::vector<Row> rows;
        const auto party = confined_to(principal);
        for (const Connection& connection :
             connections::page_of(tx, principal.tenant, party, after, limit, vault)) {
            rows.push_back({connection.id, connection_view(tx, connection, vault, now)});
        }
        return rows;
    };
    const auto rows = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!rows) {
        co_return Failure{rows.error()};
    }
    const auto item = [](const Row& row) { return row.view; };
    const auto position = [](const Row& row) { return row.id.text(); };
    co_return list_response(request, services.cursors, kName, *page, *rows, item, position);
}

} // namespace

http::Route get_connections(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/connections",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::webhooks_read,
        .query = {"cursor", "limit"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_connections(services, request); },
    };
}

} // namespace route9::gateway::endpoints
