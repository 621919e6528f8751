// SPDX-License-Identifier: Apache-2.0
#include "gateway/endpoints.hpp"
#include "gateway/list_page.hpp"
#include "gateway/money/money_access.hpp"
#include "gateway/views/money_view.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

using payments::OpenItem;

constexpr std::string_view kName = "get_open_items";

platform::task<Result<http::Response>> handle(Services& services, http::Request& request) {
    if (const auto allowed = require_money_staff(*request.principal); !allowed) {
        co_return Failure{allowed.error()};
    }
    const auto page = read_page(request, services.cursors, kName);
    if (!page) {
        co_return Failure{page.error()};
    }
    auto unit = [tenant = request.principal->tenant,
                 after = OpenItemId::parse(page->position).value_or(OpenItemId{}),
                 limit = page->limit + 1](Tx& tx) -> Result<std::vector<OpenItem>> {
        return payments::open_items(tx, tenant, after, limit);
    };
    const auto found = co_await platform::read(services.store, std::move(unit), request.deadline);
    if (!found) {
        co_return Failure{found.error()};
    }
    const auto item = [now = services.clock.business()](const OpenItem& open) {
        return view(open, now);
    };
    const auto position = [](const OpenItem& open) { return open.id.text(); };
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
        .handler = [&services](http::Request& request) { return handle(services, request); },
    };
}

} // namespace route9::gateway::endpoints
