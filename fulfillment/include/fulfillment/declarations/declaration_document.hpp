// SPDX-License-Identifier: Apache-2.0
// What a declaration form is filled from: the goods, their assessment and the facts of the truck.
// Plain values gathered by the caller; a renderer checks that the facts its authority wants are
// there. Weights in kilograms, instants in UTC, days in corridor time.
#pragma once

#include "core/time.hpp"
#include "fulfillment/declarations/assessment.hpp"
#include "fulfillment/declarations/goods_record.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace route9::fulfillment::declarations {

struct Declarant {
    Party party;
    std::string tax_code; // empty: not known, the declarant writes it
};

/// Counts frozen when the truck was closed; a document that does not meet them is refused
/// (Decree 169/2026: a wrong count of bills is fined).
struct FrozenCounts {
    std::int64_t parcels = 0;
    std::int64_t pieces = 0;
    Decimal gross_kg;
};

/// One truck, one gate, one day, one master bill.
struct TruckBatch {
    std::string master_bill;
    std::string vehicle;         // registration plate
    std::string vehicle_country; // ISO 3166-1 alpha-2
    std::vector<std::string> seals;
    std::string gate;        // name in Latin letters
    std::string office_code; // of the country the document is for
    bool office_confirmed = false;
    std::string location_code; // where the goods can be examined
    Day departs_on{};
    Declarant declarant;
    std::optional<FrozenCounts> counts;
};

struct HouseBill {
    Consignment goods;
    ConsignmentAssessment assessment;
    std::int64_t packages = 0;
    Decimal gross_kg;
};

/// One declaration: one house bill (a full declaration is made per house bill).
struct DeclarationDocument {
    std::string own_ref; // at most 20 ASCII characters fit every target
    Country country = Country::vn;
    Flow flow = Flow::importing;
    Mode mode = Mode::road;
    Instant issued_at{};
    TruckBatch batch;
    HouseBill bill;
};

/// The brief cargo declaration: all house bills of a truck.
struct TruckManifest {
    std::string own_ref;
    Instant issued_at{};
    TruckBatch batch;
    std::vector<HouseBill> bills;
};

} // namespace route9::fulfillment::declarations
