// SPDX-License-Identifier: Apache-2.0
// A bag or pallet as the API shows it, and what a parcel says of the one it is in. Nothing
// personal.
#pragma once

#include "core/json.hpp"
#include "gateway/aggregates/aggregate_members.hpp"

#include <optional>
#include <vector>

namespace route9::gateway {

Json aggregate_view(const fulfillment::Aggregate& aggregate);

/// With its contents, its mass and where it goes.
struct WholeAggregate {
    fulfillment::Aggregate aggregate;
    std::optional<fulfillment::Aggregate> parent{};
    std::optional<ParcelWay> way{};
    std::int64_t mass_g = 0;
    std::vector<fulfillment::aggregates::ParcelInside> parcels{};
    std::vector<fulfillment::Aggregate> bags{};
};

WholeAggregate read_whole(Tx& tx, fulfillment::Aggregate aggregate);
Json whole_view(const WholeAggregate& whole);
/// The same with a warning where a seal was broken.
Json changed_view(const WholeAggregate& whole, const std::string& broken_seal);

/// {"id", "code", "kind"} of what it is in, and "in" of that again; null when it is in nothing.
Json containers_of(Tx& tx, const TenantId& tenant, const ParcelId& parcel);

} // namespace route9::gateway
