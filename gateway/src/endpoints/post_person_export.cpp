// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/list_page.hpp"
#include "gateway/privacy/person_export.hpp"
#include "platform/async_store.hpp"

#include <optional>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

constexpr std::string_view kName = "post_person_export";

/// A read that is asked for in a body, because a telephone does not belong into a URL.
platform::task<Result<http::Response>>
handle_post_person_export(Services& services, http::Request& request) {
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    const auto query = read_person_query(*body);
    if (!query) {
        co_return Failure{query.error()};
    }
    const auto page = read_page(request, services.cursors, kName);
    if (!page) {
        co_return Failure{page.error()};
    }
    const auto after = OrderId::parse(page->position);
    auto unit = [&services,
                 tenant = request.principal->tenant,
                 query = *query,
                 after = after ? *after : OrderId{}](Tx& tx) {
        return export_person(tx, tenant, query, services.vault, services.keyring, after);
    };
    auto held = co_await platform::read(
        services.store,
        reach_of(*request.principal),
        std::move(unit),
        request.deadline,
        platform::Lane::background
    );
    if (!held) {
        co_return Failure{std::move(held).error()};
    }
    Json next = nullptr;
    if (held->next) {
        next = services.cursors.encode(*request.principal, kName, held->next->text());
    }
    http::Response response = http::json_response(
        200, Json{{"items", std::move(held->orders)}, {"next", std::move(next)}}
    );
    response.headers.emplace_back("Cache-Control", "private, no-store");
    co_return response;
}

} // namespace

http::Route post_person_export(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/person-exports",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::admin,
        .handler = [&services](http::Request& request
                   ) { return handle_post_person_export(services, request); },
    };
}

} // namespace route9::gateway::endpoints
