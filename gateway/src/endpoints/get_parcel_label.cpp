// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/label.hpp"
#include "core/tenancy.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/people/people.hpp"
#include "gateway/shipping/find_parcel.hpp"
#include "gateway/shipping/truck_load.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

struct LabelFacts {
    LoadedParcel loaded;
    std::string carrier_name;
    std::string destination; // the truck's, where it has one
};

Result<LabelFacts>
find(Tx& tx, const Principal& principal, std::string_view id_or_code, const Vault& vault) {
    auto parcel = find_parcel_for(tx, principal, id_or_code);
    if (!parcel) {
        return Failure{std::move(parcel).error()};
    }
    LabelFacts facts{
        .loaded = read_loaded_parcel(tx, std::move(*parcel), vault),
        .carrier_name = "",
        .destination = "",
    };
    const fulfillment::Parcel& known = facts.loaded.parcel;
    if (known.status == "cancelled") {
        return fail(ErrorCode::state_forbids, "the parcel is cancelled: it must not travel");
    }
    if (const auto carrier = tenancy::find_party(tx, principal.tenant, known.carrier)) {
        facts.carrier_name = carrier->name;
    }
    if (known.departure) {
        const auto departure =
            fulfillment::departures::find(tx, principal.tenant, *known.departure);
        facts.destination = departure ? departure->to : "";
    }
    if (!facts.loaded.details) {
        return fail(ErrorCode::state_forbids, "the recipient's data has been erased");
    }
    return facts;
}

adapters::Label label_of(const LabelFacts& facts, const http::PublicOrigin& origin, Instant now) {
    const LoadedParcel& loaded = facts.loaded;
    const fulfillment::Recipient& resolved = loaded.order.order.recipient;
    adapters::Label label;
    label.parcel = loaded.parcel.code;
    // For the buyer's telephone; scanners at the door read the code out of it.
    label.qr_content =
        origin.known() ? origin.text() + "/t/" + loaded.parcel.code : loaded.parcel.code;
    label.sender = loaded.seller_name;
    label.carrier = facts.carrier_name;
    label.gate = loaded.fulfillment.gate;
    label.route = loaded.fulfillment.warehouse + " > " +
                  (facts.destination.empty() ? resolved.province : facts.destination);
    label.recipient = loaded.details->recipient;
    label.province_code = resolved.province;
    label.district_code = resolved.district;
    label.cod = loaded.parcel.cod;
    label.prepaid = loaded.order.order.payment.method == fulfillment::PaymentMethod::prepaid;
    label.weight_g = loaded.parcel.mass_g;
    label.pieces = static_cast<int>(loaded.parcel.pieces);
    label.printed_at = now;
    return label;
}

platform::task<Result<http::Response>> handle(Services& services, http::Request& request) {
    auto unit = [principal = *request.principal,
                 id = std::string{request.parameter("id")},
                 &vault = services.vault](Tx& tx) { return find(tx, principal, id, vault); };
    // Whoever may see the parcel prints its label, which says what is its order's.
    const Reach reach = Reach::of(request.principal->tenant);
    const auto facts =
        co_await platform::read(services.store, reach, std::move(unit), request.deadline);
    if (!facts) {
        co_return Failure{facts.error()};
    }
    auto draw = [label = label_of(*facts, services.people.origin, services.clock.business())] {
        return adapters::render_label(label);
    };
    auto pdf = co_await services.compute.run(std::move(draw), request.deadline);
    if (!pdf) {
        co_return Failure{std::move(pdf).error()};
    }
    http::Response response;
    response.content_type = "application/pdf";
    response.body = std::move(*pdf);
    response.headers.emplace_back("Cache-Control", "private, no-store");
    co_return response;
}

} // namespace

http::Route get_parcel_label(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/parcels/{id}/label.pdf",
        .name = "get_parcel_label",
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .handler = [&services](http::Request& request) { return handle(services, request); },
    };
}

} // namespace route9::gateway::endpoints
