// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/floor/floor_endpoints.hpp"
#include "gateway/floor/receipt_view.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

platform::task<Result<http::Response>>
handle_get_receipt(Services& services, http::Request& request) {
    const auto id = ReceiptId::parse(request.parameter("id"));
    if (!id) {
        co_return fail(ErrorCode::not_found);
    }
    auto unit = [principal = *request.principal, id = *id](Tx& tx) {
        return find_receipt(tx, principal, id);
    };
    const auto receipt = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!receipt) {
        co_return Failure{receipt.error()};
    }
    co_return http::json_response(200, receipt_view(*receipt));
}

} // namespace

http::Route get_receipt(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/receipts/{id}",
        .name = "get_receipt",
        .access = http::Access::key,
        .scope = Scope::stock_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_receipt(services, request); },
    };
}

} // namespace route9::gateway::endpoints
