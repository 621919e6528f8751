// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/list_page.hpp"
#include "gateway/views/user_view.hpp"
#include "platform/async_store.hpp"

#include <utility>
#include <vector>

namespace route9::gateway::endpoints {
namespace {

constexpr std::string_view kName = "get_approvals";

platform::task<Result<http::Response>>
handle_get_approvals(Services& services, http::Request& request) {
    const auto page = read_page(request, services.cursors, kName);
    if (!page) {
        co_return Failure{page.error()};
    }
    std::optional<ApprovalId> before;
    if (const auto id = ApprovalId::parse(page->position)) {
        before = *id;
    }
    auto unit = [tenant = request.principal->tenant, before, limit = page->limit + 1](Tx& tx
                ) -> Result<std::vector<Approval>> {
        return approvals::page(tx, tenant, before, limit);
    };
    const auto found = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    const auto item = [now = services.clock.business()](const Approval& approval) {
        return approval_view(approval, now);
    };
    const auto position = [](const Approval& approval) { return approval.id.text(); };
    co_return list_response(request, services.cursors, kName, *page, *found, item, position);
}

} // namespace

http::Route get_approvals(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/approvals",
        .name = "get_approvals",
        .access = http::Access::key,
        .scope = Scope::admin,
        .query = {"cursor", "limit"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_approvals(services, request); },
    };
}

} // namespace route9::gateway::endpoints
