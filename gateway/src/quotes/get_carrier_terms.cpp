// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/quotes/quote_endpoints.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "platform/async_store.hpp"
#include "quotes/terms_view.hpp"

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

/// The carrier in the path, for staff and for the carrier itself.
Result<PartyId> carrier_of(const http::Request& request) {
    const Principal& principal = *request.principal;
    const auto allowed = require_role(principal, {Role::operator_, Role::warehouse, Role::carrier});
    if (!allowed) {
        return Failure{allowed.error()};
    }
    PartyId carrier{std::string{request.parameter("id")}};
    if (principal.role == Role::carrier && principal.party != carrier) {
        return fail(ErrorCode::not_found);
    }
    return carrier;
}

platform::task<Result<http::Response>>
handle_get_carrier_terms(Services& services, http::Request& request) {
    const auto carrier = carrier_of(request);
    if (!carrier) {
        co_return Failure{carrier.error()};
    }
    auto unit = [tenant = request.principal->tenant,
                 carrier = *carrier](Tx& tx) -> Result<CarrierTerms> {
        auto terms = carrier_terms::find(tx, tenant, carrier);
        if (!terms) {
            return fail(ErrorCode::not_found);
        }
        return std::move(*terms);
    };
    const auto terms = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!terms) {
        co_return Failure{terms.error()};
    }
    http::Response response = http::json_response(200, view(*terms));
    response.headers.emplace_back("ETag", http::version_etag(terms->version));
    co_return response;
}

} // namespace

http::Route get_carrier_terms(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/carriers/{id}/terms",
        .name = "get_carrier_terms",
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_carrier_terms(services, request); },
    };
}

} // namespace route9::gateway::endpoints
