// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/manifest_list.hpp"

#include "core/assert.hpp"

#include <array>
#include <limits>
#include <string_view>

namespace route9::fulfillment::manifests {
namespace {

constexpr Statement kNewest{
    "manifest.newest",
    "SELECT m.manifest_id, m.position, m.state, m.lines, m.sealed_at, d.reference"
    " FROM manifest m JOIN departure d"
    " ON d.tenant_id = m.tenant_id AND d.departure_id = m.departure_id"
    " WHERE m.tenant_id = $1 AND m.carrier_id = $2 AND m.position < $3"
    " ORDER BY m.position DESC LIMIT $4"
};

ManifestState state_named(std::string_view text) {
    constexpr std::array kStates{
        ManifestState::sealed,
        ManifestState::handed_over,
        ManifestState::acknowledged,
        ManifestState::closed,
        ManifestState::void_,
    };
    for (const ManifestState state : kStates) {
        if (name(state) == text) {
            return state;
        }
    }
    ROUTE9_ASSERT(false);
    return ManifestState::sealed;
}

} // namespace

std::vector<ListedManifest>
newest(Tx& tx, const TenantId& tenant, const PartyId& carrier, std::int64_t before, int limit) {
    const std::int64_t below = before == 0 ? std::numeric_limits<std::int64_t>::max() : before;
    std::vector<ListedManifest> found;
    Rows rows = tx.query(kNewest, tenant, carrier, below, limit);
    while (rows.next()) {
        const Row& row = rows.row();
        found.push_back({
            .id = row.get<ManifestId>(0),
            .position = row.get<std::int64_t>(1),
            .state = state_named(row.get<std::string_view>(2)),
            .lines = row.get<std::int64_t>(3),
            .sealed_at = row.get<Instant>(4),
            .truck = row.get<std::string>(5),
        });
    }
    return found;
}

} // namespace route9::fulfillment::manifests
