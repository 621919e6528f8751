// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/intake/find_connection.hpp"
#include "gateway/list_page.hpp"
#include "gateway/views/connection_view.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

constexpr std::string_view kName = "get_connection_deliveries";

/// Empty: quarantined and unmatched ones.
Result<std::string> asked_state(const http::Request& request) {
    const auto asked = request.target.query.find("state");
    const std::string state{asked.value_or("")};
    if (!state.empty() && state != "quarantined" && state != "unmatched" && state != "ignored") {
        return fail_field(
            "state", "unknown_value", "give quarantined, unmatched or ignored, or leave it out"
        );
    }
    return state;
}

platform::task<Result<http::Response>>
handle_get_connection_deliveries(Services& services, http::Request& request) {
    const auto page = read_page(request, services.cursors, kName);
    if (!page) {
        co_return Failure{page.error()};
    }
    const auto state = asked_state(request);
    if (!state) {
        co_return Failure{state.error()};
    }
    std::optional<InboxId> before;
    if (const auto id = InboxId::parse(page->position)) {
        before = *id;
    }
    auto unit = [principal = *request.principal,
                 id = std::string{request.parameter("id")},
                 state = *state,
                 before,
                 limit = page->limit + 1,
                 &vault = services.vault](Tx& tx) -> Result<std::vector<SetAside>> {
        const auto connection = find_connection_for(tx, principal, id, vault);
        if (!connection) {
            return Failure{connection.error()};
        }
        return inbox::set_aside_of(tx, principal.tenant, connection->id, state, before, limit);
    };
    const auto found = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    const auto position = [](const SetAside& delivery) { return delivery.id.text(); };
    co_return list_response(
        request, services.cursors, kName, *page, *found, delivery_view, position
    );
}

} // namespace

http::Route get_connection_deliveries(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/connections/{id}/deliveries",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::webhooks_read,
        .query = {"state", "cursor", "limit"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_connection_deliveries(services, request); },
    };
}

} // namespace route9::gateway::endpoints
