// SPDX-License-Identifier: Apache-2.0
// All that a closing departure needs and that is not for a unit of work: the sealed manifest of its
// carrier and both countries' declarations, from the truck as it was read. Pure, given randomness;
// CPU work for a compute thread.
#pragma once

#include "fulfillment/declaration_store.hpp"
#include "fulfillment/manifest_store.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/keyring.hpp"
#include "gateway/shipping/drawn_entropy.hpp"
#include "gateway/shipping/truck_load.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace route9::gateway {

/// A parcel as the papers saw it; the unit refuses them when it has changed.
struct DraftedParcel {
    ParcelId parcel;
    std::int64_t parcel_version = 0;
    OrderId order;
    std::int64_t order_version = 0;

    friend bool operator==(const DraftedParcel&, const DraftedParcel&) = default;
};

struct ClosingDraft {
    TenantId tenant;
    DepartureId departure;
    std::int64_t departure_version = 0;
    std::vector<DraftedParcel> parcels;
    std::int64_t pieces = 0;
    std::int64_t gross_g = 0;
    std::optional<fulfillment::Manifest> manifest; // absent for an empty truck
    std::vector<fulfillment::DeclarationRecord> declarations;
    DrawnEntropy ids;
    Instant now{};
};

struct ClosingTools {
    const Catalogue& catalogue;
    const Secret& signing_seed;
    const PeriodKey& seal_key;
    Instant now{};
};

DraftedParcel drafted(const fulfillment::Parcel& parcel, const fulfillment::OrderRecord& order);

/// Error: validation_failed when the manifest's sums do not fit.
Result<ClosingDraft>
draft_closing(const TruckLoad& load, const ClosingTools& tools, DrawnEntropy ids);

} // namespace route9::gateway
