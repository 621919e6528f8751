// SPDX-License-Identifier: Apache-2.0
// The steps of parcels' custody, append-only: step n begins with whom step n - 1 has left the
// parcel. Every parcel has its first from the unit that stores it (those of builds before had it
// from the migration). Errors: state_forbids (fulfillment/custody.hpp); conflict (another step was
// taken meanwhile).
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/custody.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace route9::fulfillment {

struct CustodyStep {
    TenantId tenant;
    ParcelId parcel;
    std::int64_t sequence = 1;
    CustodyAct act = CustodyAct::packed;
    Custodian from{};
    Custodian to{};
    Instant at{};
    std::optional<ManifestId> manifest{};
    std::string statement{}; // hash of the statement it follows from, or empty
};

/// A parcel of a manifest, as far as custody asks.
struct ListedParcel {
    ParcelId id;
    std::string code;
    OrderId order;
    std::string status;
    CustodyStep last{}; // to nobody when it has none
};

namespace custody {

std::optional<CustodyStep> last(Tx& tx, const TenantId& tenant, const ParcelId& parcel);
std::vector<CustodyStep> of_parcel(Tx& tx, const TenantId& tenant, const ParcelId& parcel);

/// What takes a parcel from one to the next.
struct Taking {
    CustodyAct act = CustodyAct::packed;
    CustodyPlaces places;
    Instant at{};
    std::optional<ManifestId> manifest{};
    std::string statement{};
};

/// The step after `last` (nullptr: the first); not stored. Error: state_forbids.
Result<CustodyStep> next_step(
    const TenantId& tenant, const ParcelId& parcel, const CustodyStep* last, const Taking& taking
);
/// Many at once. Error: conflict.
Result<void> add(Tx& tx, std::span<const CustodyStep> steps);
/// Reads the last step and adds the next.
Result<CustodyStep>
take(Tx& tx, const TenantId& tenant, const ParcelId& parcel, const Taking& taking);

/// The parcels of a manifest with their last step, by id.
std::vector<ListedParcel> of_manifest(
    Tx& tx, const TenantId& tenant, const DepartureId& departure, const ManifestId& manifest
);
/// As many of them as `limit` that come after `after`.
std::vector<ListedParcel> of_manifest_after(
    Tx& tx,
    const TenantId& tenant,
    const DepartureId& departure,
    const ManifestId& manifest,
    const ParcelId& after,
    std::size_t limit
);
/// All their steps, by (parcel, sequence).
std::vector<CustodyStep> steps_of_manifest(
    Tx& tx, const TenantId& tenant, const DepartureId& departure, const ManifestId& manifest
);

/// Parcels without exactly one custodian: no steps, a gap, or a step that does not begin where the
/// one before has ended. None is how it has to be. For tests and diagnosis: walks the tenant.
std::vector<ParcelId> check(Tx& tx, const TenantId& tenant);

} // namespace custody
} // namespace route9::fulfillment
