// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/list_page.hpp"
#include "gateway/returns/return_endpoints.hpp"
#include "gateway/returns/return_view.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

constexpr std::string_view kName = "get_returns";

Result<returns::PageOf> read_filters(const http::Request& request, const Page& page) {
    auto seller = seller_filter(request);
    if (!seller) {
        return Failure{std::move(seller).error()};
    }
    returns::PageOf wanted{
        .seller = std::move(*seller),
        .state = std::nullopt,
        .before = std::nullopt,
        .limit = page.limit + 1,
    };
    if (const auto text = request.target.query.find("state")) {
        wanted.state = parse_return_state(*text);
        if (!wanted.state) {
            return fail_field(
                "/state",
                "unknown_value",
                "give asked, at_branch, coming, disposed, received, graded or cancelled"
            );
        }
    }
    if (const auto before = ReturnId::parse(page.position)) {
        wanted.before = *before;
    }
    return wanted;
}

platform::task<Result<http::Response>>
handle_get_returns(Services& services, http::Request& request) {
    auto allowed = require_role(
        *request.principal, {Role::operator_, Role::warehouse, Role::finance, Role::seller}
    );
    if (!allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const auto page = read_page(request, services.cursors, kName);
    if (!page) {
        co_return Failure{page.error()};
    }
    const auto wanted = read_filters(request, *page);
    if (!wanted) {
        co_return Failure{wanted.error()};
    }
    auto unit = [tenant = request.principal->tenant, wanted = *wanted](Tx& tx
                ) -> Result<std::vector<ReturnCase>> { return returns::page(tx, tenant, wanted); };
    const auto found = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    const auto item = [now = services.clock.business()](const ReturnCase& each) {
        return view(each, now);
    };
    const auto position = [](const ReturnCase& each) { return each.id.text(); };
    co_return list_response(request, services.cursors, kName, *page, *found, item, position);
}

} // namespace

http::Route get_returns(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/returns",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .query = {"seller", "state", "cursor", "limit"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_returns(services, request); },
    };
}

} // namespace route9::gateway::endpoints
