// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/list_page.hpp"
#include "gateway/shipping/find_declaration.hpp"
#include "gateway/views/declaration_view.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

constexpr std::string_view kName = "get_declarations";

Result<declaration_rows::PageOf> read_filters(const http::Request& request, const Page& page) {
    // A broker declares for all sellers.
    auto seller = request.principal->role == Role::broker
                      ? Result<std::optional<PartyId>>{asked_seller(request)}
                      : seller_filter(request);
    if (!seller) {
        return Failure{std::move(seller).error()};
    }
    declaration_rows::PageOf wanted{
        .departure = std::nullopt,
        .seller = std::move(*seller),
        .after = {},
        .limit = page.limit + 1,
    };
    if (const auto text = request.target.query.find("departure")) {
        const auto departure = DepartureId::parse(*text);
        if (!departure) {
            return fail_field("/departure", "malformed", "give a departure's id (dep_…)");
        }
        wanted.departure = *departure;
    }
    if (const auto after = DeclarationId::parse(page.position)) {
        wanted.after = *after;
    }
    return wanted;
}

platform::task<Result<http::Response>>
handle_get_declarations(Services& services, http::Request& request) {
    if (auto allowed = may_read_declarations(*request.principal); !allowed) {
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
    auto unit = [tenant = request.principal->tenant,
                 wanted = *wanted](Tx& tx) -> Result<std::vector<DeclarationRecord>> {
        return declaration_rows::page(tx, tenant, wanted);
    };
    const auto found = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    const auto position = [](const DeclarationRecord& each) { return each.id.text(); };
    co_return list_response(
        request, services.cursors, kName, *page, *found, declaration_view, position
    );
}

} // namespace

http::Route get_declarations(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/declarations",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .query = {"seller", "departure", "cursor", "limit"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_declarations(services, request); },
        .compressible = true,
    };
}

} // namespace route9::gateway::endpoints
