// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/fulfillment_store.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/language.hpp"
#include "gateway/list_page.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "gateway/views/order_page.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

constexpr std::string_view kName = "get_fulfillments";

Result<fulfillments::PageOf> read_filters(const http::Request& request, const Page& page) {
    auto seller = seller_filter(request);
    if (!seller) {
        return Failure{std::move(seller).error()};
    }
    fulfillments::PageOf wanted{
        .seller = std::move(*seller),
        .status = std::nullopt,
        .warehouse = std::nullopt,
        .after = {},
        .limit = page.limit + 1,
    };
    if (const auto text = request.target.query.find("status")) {
        wanted.status = parse_fulfillment_status(*text);
        if (!wanted.status) {
            return fail_field(
                "/status", "unknown_value", "give planned, held, packed or cancelled"
            );
        }
    }
    if (const auto warehouse = request.target.query.find("warehouse")) {
        wanted.warehouse = std::string{*warehouse};
    }
    if (const auto after = FulfillmentId::parse(page.position)) {
        wanted.after = *after;
    }
    return wanted;
}

platform::task<Result<http::Response>>
handle_get_fulfillments(Services& services, http::Request& request) {
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
    auto unit = [tenant = request.principal->tenant,
                 wanted = *wanted](Tx& tx) -> Result<std::vector<Fulfillment>> {
        return fulfillments::page(tx, tenant, wanted);
    };
    const auto found = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    const auto language = language_of(request.headers);
    const auto item = [&](const Fulfillment& each) {
        return fulfillment_page(each, services, language);
    };
    const auto position = [](const Fulfillment& each) { return each.id.text(); };
    auto response = list_response(request, services.cursors, kName, *page, *found, item, position);
    response.headers.emplace_back("Vary", "Accept-Language");
    co_return response;
}

} // namespace

http::Route get_fulfillments(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/fulfillments",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .query = {"seller", "status", "warehouse", "cursor", "limit"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_fulfillments(services, request); },
        .compressible = true,
    };
}

} // namespace route9::gateway::endpoints
