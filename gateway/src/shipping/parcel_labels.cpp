// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/parcel_labels.hpp"

#include "core/assert.hpp"
#include "core/tenancy.hpp"
#include "fulfillment/tracking.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/people/people.hpp"
#include "gateway/shipping/find_parcel.hpp"

#include <utility>

namespace route9::gateway {

using adapters::LabelRefusal;
using namespace fulfillment;

Result<LabelFacts>
read_label_facts(Tx& tx, const Principal& principal, std::string_view name, const Vault& vault) {
    auto parcel = find_parcel_for(tx, principal, name);
    if (!parcel) {
        return Failure{std::move(parcel).error()};
    }
    LabelFacts facts{
        .loaded = read_loaded_parcel(tx, std::move(*parcel), vault),
        .carrier_name = "",
        .destination = "",
    };
    const Parcel& known = facts.loaded.parcel;
    if (const auto carrier = tenancy::find_party(tx, principal.tenant, known.carrier)) {
        facts.carrier_name = carrier->name;
    }
    if (known.departure) {
        const auto departure = departures::find(tx, principal.tenant, *known.departure);
        facts.destination = departure ? departure->to : "";
    }
    return facts;
}

std::optional<LabelRefusal> why_without_label(const LabelFacts& facts) noexcept {
    if (facts.loaded.parcel.status == name(TrackingStatus::cancelled)) {
        return LabelRefusal::cancelled;
    }
    return facts.loaded.details ? std::nullopt : std::optional{LabelRefusal::erased};
}

Result<void> may_have_label(const LabelFacts& facts) {
    const auto refusal = why_without_label(facts);
    if (!refusal) {
        return {};
    }
    return fail(
        ErrorCode::state_forbids,
        *refusal == LabelRefusal::cancelled ? "the parcel is cancelled: it must not travel"
                                            : "the recipient's data has been erased"
    );
}

std::vector<adapters::Label>
labels_of(const LabelFacts& facts, const Services& services, Instant now) {
    const http::PublicOrigin& origin = services.people.origin;
    const LoadedParcel& loaded = facts.loaded;
    ROUTE9_ASSERT(loaded.details.has_value());
    const Recipient& resolved = loaded.order.order.recipient;
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
    label.recipient = delivered_to(loaded, services.catalogue.corridor.addresses);
    label.province_code = resolved.province;
    label.district_code = resolved.district;
    label.cod = loaded.parcel.cod;
    label.prepaid = loaded.order.order.payment.method == PaymentMethod::prepaid;
    label.weight_g = loaded.parcel.mass_g;
    label.pieces = static_cast<int>(loaded.parcel.pieces);
    label.printed_at = now;
    std::vector<adapters::Label> labels(static_cast<std::size_t>(label.pieces), label);
    for (int piece = 1; adapters::Label & each : labels) {
        each.piece = piece++;
    }
    return labels;
}

} // namespace route9::gateway
