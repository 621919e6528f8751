// SPDX-License-Identifier: Apache-2.0
// What both countries' customs will ask for a truck: its goods assessed together, so that splitting
// is seen, by the rows in force on one day. A parcel whose facts are missing is named with them and
// left out of the sum. The same day gives the same answer, so papers can be made again later.
// Pure; CPU work for a compute thread when the truck is full.
#pragma once

#include "core/json.hpp"
#include "fulfillment/declaration_store.hpp"
#include "fulfillment/declarations/declaration_document.hpp"
#include "fulfillment/declarations/twin.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/shipping/truck_load.hpp"

#include <optional>
#include <string>
#include <vector>

namespace route9::gateway {

struct AssessedParcel {
    bool crosses = false; // else nothing is declared
    fulfillment::declarations::Consignment goods;
    std::optional<fulfillment::declarations::TwinAssessment> twin;
    FieldErrors missing; // pointers relative to the goods ("/items/0/hs_code")
};

/// The country the truck leaves.
fulfillment::declarations::Country
origin_of(const fulfillment::DepartureRecord& departure, const Catalogue& catalogue) noexcept;

/// Parallel to the truck's parcels.
std::vector<AssessedParcel>
assess_truck(const TruckLoad& load, const Catalogue& catalogue, Day day);

/// The assessment of one country; null without.
const fulfillment::declarations::ConsignmentAssessment* side_of(
    const AssessedParcel& parcel,
    fulfillment::declarations::Country country,
    fulfillment::declarations::Country origin
) noexcept;

fulfillment::DeclarationStatus status_of(
    const AssessedParcel& parcel, const fulfillment::declarations::ConsignmentAssessment* side
) noexcept;

/// The stored form: the assessment of one side, and "missing" when facts are.
Json assessment_json(
    const AssessedParcel& parcel, const fulfillment::declarations::ConsignmentAssessment* side
);

} // namespace route9::gateway
