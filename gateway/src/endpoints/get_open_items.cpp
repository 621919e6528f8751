// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/list_page.hpp"
#include "gateway/money/money_access.hpp"
#include "gateway/money/movement_keys.hpp"
#include "gateway/views/money_view.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

using payments::ListedOpenItem;
using payments::OpenItemState;

constexpr std::string_view kName = "get_open_items";

Result<OpenItemState> read_state(const http::Request& request) {
    const auto text = request.target.query.find("state");
    if (!text) {
        return OpenItemState::open;
    }
    const auto state = payments::parse_open_item_state(*text);
    if (!state) {
        return fail_field("/state", "unknown_value", "ask for open or resolved");
    }
    return *state;
}

platform::task<Result<http::Response>>
handle_get_open_items(Services& services, http::Request& request) {
    if (const auto allowed = require_money_staff(*request.principal); !allowed) {
        co_return Failure{allowed.error()};
    }
    const auto page = read_page(request, services.cursors, kName);
    if (!page) {
        co_return Failure{page.error()};
    }
    const auto state = read_state(request);
    if (!state) {
        co_return Failure{state.error()};
    }
    const TenantId tenant = request.principal->tenant;
    const auto keys = co_await movement_keys(services, tenant, request.deadline);
    if (!keys) {
        co_return Failure{keys.error()};
    }
    auto unit = [tenant,
                 keys = *keys,
                 state = *state,
                 after = OpenItemId::parse(page->position).value_or(OpenItemId{}),
                 limit = page->limit + 1](Tx& tx) {
        return payments::open_items(tx, tenant, *keys, state, after, limit);
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
    const auto item = [now = services.clock.business()](const ListedOpenItem& listed) {
        return view(listed, now);
    };
    const auto position = [](const ListedOpenItem& listed) { return listed.item.id.text(); };
    co_return list_response(request, services.cursors, kName, *page, *found, item, position);
}

} // namespace

http::Route get_open_items(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/reconciliation/open-items",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::money_read,
        .query = {"state", "cursor", "limit"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_open_items(services, request); },
        .compressible = true,
    };
}

} // namespace route9::gateway::endpoints
