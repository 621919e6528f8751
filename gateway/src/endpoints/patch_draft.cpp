// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/drafts/draft_door.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/language.hpp"
#include "gateway/views/draft_view.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

/// The draft with the changes in it; it is not stored yet.
struct Mended {
    DraftRecord record;
    DraftContent content;
};

Result<Mended>
mend(DraftRecord record, const Json& changes, const TenantKeys& keys, const Services& services) {
    if (record.order) {
        return fail(
            ErrorCode::state_forbids,
            "this draft is the order " + record.order->text() + " now: mend that one"
        );
    }
    auto content = open_draft(record, services.vault);
    if (!content) {
        return Failure{std::move(content).error()};
    }
    FieldErrors errors;
    apply_changes(*content, changes, "", errors);
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    if (auto done = reseal_draft(record, *content, keys, services.vault, services.entropy); !done) {
        return Failure{std::move(done).error()};
    }
    return Mended{std::move(record), std::move(*content)};
}

platform::task<Result<http::Response>>
handle_patch_draft(Services& services, http::Request& request) {
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    auto unit = [principal = *request.principal, id = std::string{request.parameter("id")}](Tx& tx
                ) -> Result<DraftRecord> { return find_draft_for(tx, principal, id); };
    const Reach reach = reach_of(*request.principal);
    const auto found =
        co_await platform::read(services.store, reach, std::move(unit), request.deadline);
    if (!found) {
        co_return Failure{found.error()};
    }
    const std::string etag = http::version_etag(found->version);
    if (auto matched = http::check_if_match(request.headers, etag); !matched) {
        co_return Failure{std::move(matched).error()};
    }
    const auto keys = co_await services.keyring.tenant(request.principal->tenant, request.deadline);
    if (!keys) {
        co_return Failure{keys.error()};
    }
    auto mended = mend(*found, *body, **keys, services);
    if (!mended) {
        co_return Failure{std::move(mended).error()};
    }
    auto work = [record = mended->record](Tx& tx) -> Result<DraftRecord> {
        DraftRecord stored = record;
        if (!drafts::update(tx, stored)) {
            return fail(ErrorCode::precondition_failed, "the draft was changed meanwhile");
        }
        return stored;
    };
    const auto stored =
        co_await platform::write(services.store, reach, std::move(work), request.deadline);
    if (!stored) {
        co_return Failure{stored.error()};
    }
    const Json page = draft_page(*stored, mended->content, services, language_of(request.headers));
    http::Response response = http::json_response(200, page);
    response.headers.emplace_back("ETag", http::version_etag(stored->version));
    co_return response;
}

} // namespace

http::Route patch_draft(Services& services) {
    return {
        .method = http::Method::patch,
        .pattern = "/v1/drafts/{id}",
        .name = "patch_draft",
        .access = http::Access::key,
        .scope = Scope::orders_write,
        .handler = [&services](http::Request& request
                   ) { return handle_patch_draft(services, request); },
    };
}

} // namespace route9::gateway::endpoints
