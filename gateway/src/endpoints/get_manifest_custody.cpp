// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/shipping/manifest_at_rest.hpp"
#include "gateway/shipping/manifest_book.hpp"
#include "gateway/views/custody_view.hpp"
#include "platform/async_store.hpp"

#include <utility>
#include <vector>

namespace route9::gateway::endpoints {
namespace {

struct Custody {
    ManifestBook book;
    std::vector<fulfillment::CustodyStep> steps;
};

Result<Custody> find(Tx& tx, const Principal& principal, const ManifestId& id, Keyring& keyring) {
    const PartyId carrier = principal.role == Role::carrier ? principal.party : PartyId{};
    auto book = ManifestBook::open(tx, principal.tenant, id, carrier);
    if (!book) {
        return Failure{std::move(book).error()};
    }
    if (book->manifest().has_answer() && book->statements().empty()) { // by an earlier build
        if (const auto kept = open_acknowledgement(tx, book->manifest(), keyring)) {
            book->remember(*kept);
        }
    }
    auto steps =
        fulfillment::custody::steps_of_manifest(tx, principal.tenant, book->departure().id, id);
    return Custody{std::move(*book), std::move(steps)};
}

platform::task<Result<http::Response>>
handle_get_manifest_custody(Services& services, http::Request& request) {
    const auto id = ManifestId::parse(request.parameter("id"));
    if (!id) {
        co_return fail(ErrorCode::not_found);
    }
    auto unit = [principal = *request.principal, id = *id, &keyring = services.keyring](Tx& tx) {
        return find(tx, principal, id, keyring);
    };
    auto found = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!found) {
        co_return Failure{std::move(found).error()};
    }
    auto draw = [found = std::move(*found)]() -> Result<std::string> {
        return print_json(custody_view(found.book, found.steps));
    };
    auto body = co_await services.compute.run(std::move(draw), request.deadline);
    if (!body) {
        co_return Failure{std::move(body).error()};
    }
    const std::string etag = http::content_etag(*body);
    http::Response response = http::empty_response(304);
    if (!http::not_modified(request.headers, etag)) {
        response.status = 200;
        response.content_type = http::json_type;
        response.body = std::move(*body);
    }
    response.headers.emplace_back("ETag", etag);
    co_return response;
}

} // namespace

http::Route get_manifest_custody(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/manifests/{id}/custody",
        .name = "get_manifest_custody",
        .access = http::Access::key,
        .scope = Scope::manifests_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_manifest_custody(services, request); },
    };
}

} // namespace route9::gateway::endpoints
