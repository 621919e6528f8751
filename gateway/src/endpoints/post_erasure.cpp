// SPDX-License-Identifier: Apache-2.0
#include "gateway/catalogue.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/idempotency.hpp"
#include "gateway/privacy/erase_person.hpp"
#include "gateway/privacy/erasure_view.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

constexpr std::string_view kName = "post_erasure";

/// On a compute thread: it waits for the store and the disk.
Result<http::Response>
erase_once(Services& services, const IdempotencyClaim& claim, const PersonQuery& query) {
    const auto stored =
        services.store.read([&](Tx& tx) { return idempotency::find(tx, claim, services.keyring); });
    if (!stored) {
        return Failure{stored.error()};
    }
    if (*stored) {
        return **stored;
    }
    const ErasureTools tools{
        services.store,
        services.vault,
        services.keyring,
        services.entropy,
        services.clock,
        services.catalogue.retention,
        services.tombstones,
    };
    const auto id = erase_person(tools, claim.tenant, query);
    if (!id) {
        return Failure{id.error()};
    }
    return services.store.write([&](Tx& tx) -> Result<http::Response> {
        const auto page = erasure_view(tx, claim.tenant, *id, services.catalogue.retention);
        if (!page) {
            return Failure{page.error()};
        }
        http::Response response = http::json_response(201, *page);
        response.headers.emplace_back("Location", "/v1/erasures/" + id->text());
        idempotency::store(tx, claim, response);
        return response;
    });
}

platform::task<Result<http::Response>>
handle_post_erasure(Services& services, http::Request& request) {
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    auto claim = co_await claim_idempotency(
        services.keyring,
        services.compute,
        services.entropy,
        request,
        kName,
        services.clock.business()
    );
    if (!claim) {
        co_return Failure{std::move(claim).error()};
    }
    auto query = read_person_query(*body);
    if (!query) {
        co_return Failure{std::move(query).error()};
    }
    auto work = [&services, claim = std::move(*claim), query = std::move(*query)] {
        return erase_once(services, claim, query);
    };
    auto answer = co_await services.compute.run(std::move(work), request.deadline);
    if (answer) {
        services.wakeups.notify(journal_feed(request.principal->tenant));
    }
    co_return answer;
}

} // namespace

http::Route post_erasure(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/erasures",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::admin,
        .handler = [&services](http::Request& request
                   ) { return handle_post_erasure(services, request); },
    };
}

} // namespace route9::gateway::endpoints
