// SPDX-License-Identifier: Apache-2.0
// All that a closing departure needs and that is not for a unit of work: the sealed manifest of its
// carrier, both countries' declarations and the goods that leave, from the truck as it stands when
// its counts are frozen. Pure, given randomness: the same truck, seed and time give the same papers
// again. CPU work for a compute thread.
#pragma once

#include "fulfillment/declaration_store.hpp"
#include "fulfillment/emissions.hpp"
#include "fulfillment/manifest_store.hpp"
#include "fulfillment/stock.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/keyring.hpp"
#include "gateway/shipping/drawn_entropy.hpp"
#include "gateway/shipping/truck_load.hpp"

#include <optional>
#include <vector>

namespace route9::gateway {

struct DraftedParcel {
    ParcelId parcel;
    PartyId seller;
    std::vector<fulfillment::StockClaim> goods;               // each (sku, warehouse) once
    std::vector<fulfillment::DeclarationRecord> declarations; // none where no border is crossed
};

struct ClosingDraft {
    TenantId tenant;
    DepartureId departure;
    JobId step;                         // the one whose papers these are, and no other's
    std::vector<DraftedParcel> parcels; // by id
    fulfillment::Cargo cargo;
    std::string content_hash; // of what is aboard (fulfillment/truck_content.hpp)
    std::optional<fulfillment::Manifest>
        manifest; // absent for a truck that is empty from the first
    std::optional<fulfillment::TripEmission> trip; // absent where the corridor has no such way
};

struct ClosingTools {
    const Catalogue& catalogue;
    const Secret& signing_seed;
    const PeriodKey& seal_key;
    Instant now{};
    JobId step{};
};

/// Error: validation_failed when the manifest's sums do not fit.
Result<ClosingDraft>
draft_closing(const TruckLoad& load, const ClosingTools& tools, DrawnEntropy ids);

} // namespace route9::gateway
