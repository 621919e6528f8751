// SPDX-License-Identifier: Apache-2.0
// A carrier's manifests for people to look at: without their documents, newest first.
#pragma once

#include "fulfillment/manifest_store.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace route9::fulfillment::manifests {

struct ListedManifest {
    ManifestId id;
    std::int64_t position = 0;
    ManifestState state = ManifestState::sealed;
    std::int64_t lines = 0;
    Instant sealed_at{};
    std::string truck; // the departure's reference
};

/// Positions below `before` (0 = all).
std::vector<ListedManifest>
newest(Tx& tx, const TenantId& tenant, const PartyId& carrier, std::int64_t before, int limit);

} // namespace route9::fulfillment::manifests
