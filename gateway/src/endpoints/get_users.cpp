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

constexpr std::string_view kName = "get_users";

struct Shown {
    UserId id;
    Json view;
};

platform::task<Result<http::Response>>
handle_get_users(Services& services, http::Request& request) {
    const auto page = read_page(request, services.cursors, kName);
    if (!page) {
        co_return Failure{page.error()};
    }
    std::optional<UserId> after;
    if (const auto id = UserId::parse(page->position)) {
        after = *id;
    }
    auto unit = [tenant = request.principal->tenant,
                 after,
                 limit = page->limit + 1,
                 &vault = services.vault](Tx& tx) -> Result<std::vector<Shown>> {
        std::vector<Shown> shown;
        for (const UserRecord& user : users::page(tx, tenant, after, limit)) {
            shown.push_back({user.id, user_view(tx, user, vault)});
        }
        return shown;
    };
    const auto found = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    const auto item = [](const Shown& shown) { return shown.view; };
    const auto position = [](const Shown& shown) { return shown.id.text(); };
    co_return list_response(request, services.cursors, kName, *page, *found, item, position);
}

} // namespace

http::Route get_users(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/users",
        .name = "get_users",
        .access = http::Access::key,
        .scope = Scope::admin,
        .query = {"cursor", "limit"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_users(services, request); },
    };
}

} // namespace route9::gateway::endpoints
