// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/privacy/kept_details.hpp"
#include "gateway/shipping/customs_papers.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

struct PaperFacts {
    TruckLoad load;
    Instant made_at{};
};

Result<PaperFacts>
find(Tx& tx, const TenantId& tenant, std::string_view id_text, const Vault& vault) {
    const auto id = DepartureId::parse(id_text);
    if (!id) {
        return fail(ErrorCode::not_found);
    }
    auto load = read_truck_load(tx, tenant, *id, vault);
    if (!load) {
        return Failure{std::move(load).error()};
    }
    fill_kept_details(tx, *load, vault);
    const auto declared = declaration_rows::page(
        tx,
        tenant,
        {.departure = *id, .seller = std::nullopt, .without_void = true, .after = {}, .limit = 1}
    );
    if (declared.empty()) {
        const bool is_closed = load->departure.state >= DepartureState::closed;
        return fail(
            ErrorCode::state_forbids,
            is_closed ? "nothing on this truck crosses the border: nothing is declared"
                      : "nothing is declared before the departure closes"
        );
    }
    return PaperFacts{std::move(*load), declared.front().created_at};
}

platform::task<Result<http::Response>>
handle_get_departure_document(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    auto allowed = require_role(principal, {Role::operator_, Role::warehouse, Role::broker});
    if (!allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    auto unit = [tenant = principal.tenant,
                 id = std::string{request.parameter("id")},
                 &vault = services.vault](Tx& tx) { return find(tx, tenant, id, vault); };
    auto facts = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!facts) {
        co_return Failure{std::move(facts).error()};
    }
    auto fill = [facts = std::move(*facts), &catalogue = services.catalogue] {
        return lao_manifest_paper(facts.load, facts.made_at, catalogue);
    };
    auto text = co_await services.compute.run(std::move(fill), request.deadline);
    if (!text) {
        co_return Failure{std::move(text).error()};
    }
    http::Response response;
    response.content_type = "text/csv; charset=utf-8";
    response.body = std::move(*text);
    response.headers.emplace_back("Cache-Control", "private, no-store");
    co_return response;
}

} // namespace

http::Route get_departure_document(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/departures/{id}/documents/la-manifest",
        .name = "get_departure_document",
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_departure_document(services, request); },
        .compressible = true,
    };
}

} // namespace route9::gateway::endpoints
