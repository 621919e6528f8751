// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/customs_papers.hpp"

#include "adapters/customs/la_manifest.hpp"
#include "adapters/customs/wco_dec.hpp"
#include "gateway/shipping/truck_customs.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;
namespace customs = fulfillment::declarations;

constexpr int kGramDecimals = 3;

/// The declarant is the tenant. Its tax code is not known here, and nothing else stands for one.
customs::Declarant declarant_of(const TruckLoad& load, customs::Country origin) {
    customs::Declarant declarant;
    declarant.party.name = load.tenant_name;
    declarant.party.country = name(origin);
    return declarant;
}

customs::TruckBatch
batch_of(const TruckLoad& load, customs::Country country, Day day, const Catalogue& catalogue) {
    const DepartureRecord& departure = load.departure;
    customs::TruckBatch batch;
    batch.master_bill = departure.master_bill.empty() ? departure.reference : departure.master_bill;
    batch.vehicle = crossing_plate(departure);
    batch.vehicle_country = load.plate_country;
    batch.seals = departure.seals;
    if (const CorridorGate* gate = catalogue.gate(departure.gate)) {
        batch.gate = gate->viet_nam.name_en;
    }
    if (const auto* office = catalogue.offices.at_gate(country, departure.gate, day)) {
        batch.office_code = office->code;
        batch.office_confirmed = office->certainty != customs::Certainty::unconfirmed;
        batch.location_code = office->location_code;
    }
    batch.departs_on = corridor_day(departure.leaves);
    batch.declarant = declarant_of(load, origin_of(departure, catalogue));
    batch.counts = customs::FrozenCounts{
        .parcels = departure.parcels,
        .pieces = departure.pieces,
        .gross_kg = Decimal{departure.gross_g, kGramDecimals},
    };
    return batch;
}

customs::HouseBill house_bill_of(
    const LoadedParcel& loaded,
    const AssessedParcel& assessed,
    const customs::ConsignmentAssessment* side
) {
    customs::HouseBill bill;
    bill.goods = assessed.goods;
    if (side != nullptr) {
        bill.assessment = *side;
    }
    bill.packages = loaded.parcel.pieces;
    bill.gross_kg = Decimal{loaded.parcel.mass_g, kGramDecimals};
    return bill;
}

} // namespace

Result<std::string>
wco_paper(const TruckLoad& load, const DeclarationRecord& declaration, const Catalogue& catalogue) {
    const auto found =
        std::ranges::find(load.parcels, declaration.parcel, [](const LoadedParcel& each) {
            return each.parcel.id;
        });
    if (found == load.parcels.end()) {
        return fail(ErrorCode::not_found);
    }
    const Day day = corridor_day(declaration.created_at);
    const auto assessed = assess_truck(load, catalogue, day);
    const auto index = static_cast<std::size_t>(found - load.parcels.begin());
    const customs::Country origin = origin_of(load.departure, catalogue);
    const auto* side = side_of(assessed[index], declaration.country, origin);
    if (side == nullptr || !assessed[index].missing.empty()) {
        return Failure{Error{
            .code = ErrorCode::state_forbids,
            .detail = "facts are missing; give them with the order or the product",
            .fields = assessed[index].missing,
        }};
    }
    customs::DeclarationDocument document;
    document.own_ref = found->parcel.house_bill;
    document.country = declaration.country;
    document.flow = declaration.flow;
    document.issued_at = declaration.created_at;
    document.batch = batch_of(load, declaration.country, day, catalogue);
    document.bill = house_bill_of(*found, assessed[index], side);
    return adapters::customs::render_wco_dec(document);
}

Result<std::string>
lao_manifest_paper(const TruckLoad& load, Instant made_at, const Catalogue& catalogue) {
    const Day day = corridor_day(made_at);
    const auto assessed = assess_truck(load, catalogue, day);
    const customs::Country origin = origin_of(load.departure, catalogue);
    customs::TruckManifest manifest;
    manifest.own_ref = load.departure.reference;
    manifest.issued_at = made_at;
    manifest.batch = batch_of(load, customs::Country::la, day, catalogue);
    for (std::size_t i = 0; i < assessed.size(); ++i) {
        const auto* side = side_of(assessed[i], customs::Country::la, origin);
        manifest.bills.push_back(house_bill_of(load.parcels[i], assessed[i], side));
    }
    return adapters::customs::render_la_manifest(manifest);
}

} // namespace route9::gateway
