// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/attachment_store.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/attachments/attached_subject.hpp"
#include "gateway/attachments/attachment_endpoints.hpp"
#include "gateway/attachments/attachment_view.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

using fulfillment::Attachment;

/// There are few of one subject: all are on one page.
platform::task<Result<http::Response>>
handle_get_attachments(Services& services, http::Request& request) {
    const std::string to{request.target.query.find("to").value_or("")};
    auto unit = [principal = *request.principal, to](Tx& tx) -> Result<std::vector<Attachment>> {
        const auto found = find_attached(tx, principal, to);
        if (!found) {
            return Failure{found.error()};
        }
        return fulfillment::attachments::of_subject(tx, principal.tenant, found->subject);
    };
    const auto found = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    Json items = Json::array();
    for (const Attachment& each : *found) {
        items.push_back(view(each));
    }
    co_return http::json_response(200, Json{{"items", std::move(items)}, {"next", nullptr}});
}

} // namespace

http::Route get_attachments(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/attachments",
        .name = "get_attachments",
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .query = {"to"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_attachments(services, request); },
    };
}

} // namespace route9::gateway::endpoints
