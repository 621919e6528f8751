// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/label.hpp"
#include "core/tenancy.hpp"
#include "fulfillment/parcel_store.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/people/people.hpp"
#include "gateway/returns/return_act.hpp"
#include "gateway/returns/return_endpoints.hpp"
#include "gateway/views/printed.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

struct LabelOfReturn {
    ReturnCase returned;
    std::string code;
    std::string carrier;
    std::string seller;
};

std::string name_of(Tx& tx, const TenantId& tenant, const PartyId& party) {
    const auto known = tenancy::find_party(tx, tenant, party);
    return known ? known->name : party.text();
}

Result<LabelOfReturn> read_facts(Tx& tx, const Principal& principal, std::string_view id) {
    auto returned = find_return(tx, principal, id);
    if (!returned) {
        return Failure{std::move(returned).error()};
    }
    if (returned->state == ReturnState::disposed || returned->state == ReturnState::graded ||
        !returned->stands()) {
        return fail(
            ErrorCode::state_forbids,
            "the return is " + std::string{name(returned->state)} + ": nothing travels any more"
        );
    }
    const auto parcel = parcels::find(tx, principal.tenant, returned->parcel);
    LabelOfReturn facts{.returned = std::move(*returned), .code = {}, .carrier = {}, .seller = {}};
    facts.code = parcel ? parcel->code : facts.returned.parcel.text();
    facts.carrier = name_of(tx, principal.tenant, facts.returned.carrier);
    facts.seller = name_of(tx, principal.tenant, facts.returned.seller);
    return facts;
}

/// From the branch to the warehouse; whose parcel it was is nobody's business on the way back.
adapters::Label label_of(
    const LabelOfReturn& facts, const Hub* hub, const http::PublicOrigin& origin, Instant now
) {
    const ReturnCase& returned = facts.returned;
    adapters::Label label;
    label.parcel = facts.code;
    label.qr_content = origin.known() ? origin.text() + "/t/" + facts.code : facts.code;
    label.sender = facts.carrier;
    label.carrier = facts.carrier;
    label.route = "RETURN > " + returned.warehouse;
    label.recipient.name = facts.seller;
    label.recipient.address_line = returned.warehouse;
    if (hub != nullptr) {
        label.recipient.address_line += ", " + hub->name_local;
        label.recipient.country = hub->country;
        label.province_code = hub->province;
    }
    label.prepaid = true;
    label.weight_g = returned.mass_g;
    label.printed_at = now;
    return label;
}

platform::task<Result<http::Response>>
handle_get_return_label(Services& services, http::Request& request) {
    auto unit = [principal = *request.principal, id = std::string{request.parameter("id")}](Tx& tx
                ) { return read_facts(tx, principal, id); };
    const auto facts = co_await platform::read(
        services.store, Reach::of(request.principal->tenant), std::move(unit), request.deadline
    );
    if (!facts) {
        co_return Failure{facts.error()};
    }
    auto label = label_of(
        *facts,
        services.catalogue.hub(facts->returned.warehouse),
        services.people.origin,
        services.clock.business()
    );
    auto draw = [label = std::move(label)] { return adapters::render_label(label); };
    auto pdf = co_await services.compute.run(std::move(draw), request.deadline);
    if (!pdf) {
        co_return Failure{std::move(pdf).error()};
    }
    co_return printed(pdf_type, std::move(*pdf));
}

} // namespace

http::Route get_return_label(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/returns/{id}/label.pdf",
        .name = "get_return_label",
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_return_label(services, request); },
    };
}

} // namespace route9::gateway::endpoints
