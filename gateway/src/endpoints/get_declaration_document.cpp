// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/privacy/kept_details.hpp"
#include "gateway/shipping/customs_papers.hpp"
#include "gateway/shipping/find_declaration.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

constexpr std::string_view kWco = "wco-dec";
constexpr std::string_view kLaoManifest = "la-manifest";

struct PaperFacts {
    DeclarationRecord declaration;
    TruckLoad load;
};

Result<PaperFacts>
find(Tx& tx, const Principal& principal, std::string_view id, const Vault& vault) {
    auto declaration = find_declaration_for(tx, principal, id);
    if (!declaration) {
        return Failure{std::move(declaration).error()};
    }
    if (declaration->status == DeclarationStatus::void_) {
        return fail(
            ErrorCode::state_forbids,
            "the truck's papers were made again: take the parcel's newer declaration"
        );
    }
    auto load = read_truck_load(tx, principal.tenant, declaration->departure, vault);
    if (!load) {
        return Failure{std::move(load).error()};
    }
    // The law keeps the papers for customs, not for the seller.
    if (principal.role != Role::seller) {
        fill_kept_details(tx, *load, vault);
    }
    return PaperFacts{std::move(*declaration), std::move(*load)};
}

/// The truck manifest speaks of all sellers' parcels. Error: not_found for an unknown form.
Result<void> may_have(const Principal& principal, std::string_view format) {
    if (format == kLaoManifest) {
        return require_role(principal, {Role::operator_, Role::warehouse, Role::broker});
    }
    if (format != kWco) {
        return fail(ErrorCode::not_found, "the forms made here are wco-dec and la-manifest");
    }
    return may_read_declarations(principal);
}

Result<std::string>
paper(const PaperFacts& facts, std::string_view format, const Catalogue& catalogue) {
    if (format == kWco) {
        return wco_paper(facts.load, facts.declaration, catalogue);
    }
    if (facts.declaration.country != declarations::Country::la) {
        return fail(ErrorCode::not_found, "the truck manifest is of the Lao side's declaration");
    }
    return lao_manifest_paper(facts.load, facts.declaration.created_at, catalogue);
}

platform::task<Result<http::Response>>
handle_get_declaration_document(Services& services, http::Request& request) {
    const std::string format{request.parameter("format")};
    if (auto allowed = may_have(*request.principal, format); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    auto unit = [principal = *request.principal,
                 id = std::string{request.parameter("id")},
                 &vault = services.vault](Tx& tx) { return find(tx, principal, id, vault); };
    auto facts = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!facts) {
        co_return Failure{std::move(facts).error()};
    }
    auto fill = [facts = std::move(*facts), format, &catalogue = services.catalogue] {
        return paper(facts, format, catalogue);
    };
    auto text = co_await services.compute.run(std::move(fill), request.deadline);
    if (!text) {
        co_return Failure{std::move(text).error()};
    }
    http::Response response;
    response.content_type = format == kWco ? "application/xml" : "text/csv; charset=utf-8";
    response.body = std::move(*text);
    response.headers.emplace_back("Cache-Control", "private, no-store");
    co_return response;
}

} // namespace

http::Route get_declaration_document(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/declarations/{id}/documents/{format}",
        .name = "get_declaration_document",
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_declaration_document(services, request); },
        .compressible = true,
    };
}

} // namespace route9::gateway::endpoints
