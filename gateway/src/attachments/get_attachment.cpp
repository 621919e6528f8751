// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/attachments/attached_subject.hpp"
#include "gateway/attachments/attachment_endpoints.hpp"
#include "gateway/attachments/attachment_view.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_get_attachment(Services& services, http::Request& request) {
    auto unit = [principal = *request.principal, id = std::string{request.parameter("id")}](Tx& tx
                ) { return find_attachment(tx, principal, id); };
    const auto found = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    co_return http::json_response(200, view(found->attachment));
}

} // namespace

http::Route get_attachment(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/attachments/{id}",
        .name = "get_attachment",
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_attachment(services, request); },
    };
}

} // namespace route9::gateway::endpoints
