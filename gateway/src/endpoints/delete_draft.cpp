// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/drafts/draft_door.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/etag.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

Result<bool> discard(Tx& tx, const DraftRecord& record, const std::optional<std::string>& tags) {
    if (tags) {
        if (auto matched = http::check_if_match(*tags, http::version_etag(record.version));
            !matched) {
            return Failure{std::move(matched).error()};
        }
    }
    if (record.order) {
        return fail(
            ErrorCode::state_forbids,
            "this draft is the order " + record.order->text() + " now: cancel that one"
        );
    }
    return drafts::remove(tx, record);
}

platform::task<Result<http::Response>>
handle_delete_draft(Services& services, http::Request& request) {
    auto unit = [principal = *request.principal,
                 id = std::string{request.parameter("id")},
                 tags = http::if_match_of(request.headers)](Tx& tx) -> Result<bool> {
        const auto record = find_draft_for(tx, principal, id);
        return record ? discard(tx, *record, tags) : Result<bool>{Failure{record.error()}};
    };
    const auto discarded = co_await platform::write(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!discarded) {
        co_return Failure{discarded.error()};
    }
    co_return http::empty_response(204);
}

} // namespace

http::Route delete_draft(Services& services) {
    return {
        .method = http::Method::delete_,
        .pattern = "/v1/drafts/{id}",
        .name = "delete_draft",
        .access = http::Access::key,
        .scope = Scope::orders_write,
        .handler = [&services](http::Request& request
                   ) { return handle_delete_draft(services, request); },
    };
}

} // namespace route9::gateway::endpoints
