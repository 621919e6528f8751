// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/drafts/draft_door.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/language.hpp"
#include "gateway/views/draft_view.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_get_draft(Services& services, http::Request& request) {
    auto unit = [principal = *request.principal, id = std::string{request.parameter("id")}](Tx& tx
                ) -> Result<DraftRecord> { return find_draft_for(tx, principal, id); };
    const auto record = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!record) {
        co_return Failure{record.error()};
    }
    const std::string_view language = language_of(request.headers);
    const std::string etag = http::version_etag(record->version, language);
    http::Response response = http::empty_response(304);
    if (!http::not_modified(request.headers, etag)) {
        const auto content = open_draft(*record, services.vault);
        if (!content) {
            co_return Failure{content.error()};
        }
        response = http::json_response(200, draft_page(*record, *content, services, language));
    }
    response.headers.emplace_back("ETag", etag);
    response.headers.emplace_back("Vary", "Accept-Language");
    co_return response;
}

} // namespace

http::Route get_draft(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/drafts/{id}",
        .name = "get_draft",
        .access = http::Access::key,
        .scope = Scope::orders_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_draft(services, request); },
    };
}

} // namespace route9::gateway::endpoints
