// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/stock/endpoints.hpp"
#include "gateway/stock/hold_act.hpp"
#include "gateway/views/hold_view.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

platform::task<Result<http::Response>>
handle_get_stock_reservation(Services& services, http::Request& request) {
    const auto id = HoldId::parse(request.parameter("id"));
    if (!id) {
        co_return fail(ErrorCode::not_found);
    }
    auto unit = [principal = *request.principal, id = *id](Tx& tx) {
        return find_hold(tx, principal, id);
    };
    const auto hold = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!hold) {
        co_return Failure{hold.error()};
    }
    co_return http::json_response(200, view(*hold));
}

} // namespace

http::Route get_stock_reservation(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/stock/reservations/{id}",
        .name = "get_stock_reservation",
        .access = http::Access::key,
        .scope = Scope::stock_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_stock_reservation(services, request); },
    };
}

} // namespace route9::gateway::endpoints
