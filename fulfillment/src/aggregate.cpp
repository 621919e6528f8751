// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/aggregate.hpp"

namespace route9::fulfillment {

std::string_view name(AggregateKind kind) noexcept {
    return kind == AggregateKind::bag ? "bag" : "pallet";
}

std::optional<AggregateKind> parse_aggregate_kind(std::string_view text) noexcept {
    for (const AggregateKind kind : {AggregateKind::bag, AggregateKind::pallet}) {
        if (name(kind) == text) {
            return kind;
        }
    }
    return std::nullopt;
}

bool has_room(const Aggregate& aggregate, std::int64_t members, std::int64_t parcels) noexcept {
    if (aggregate.kind == AggregateKind::bag) {
        return aggregate.parcels + parcels <= bag_parcels_max;
    }
    return aggregate.members + members <= pallet_members_max &&
           aggregate.parcels + parcels <= pallet_parcels_max;
}

} // namespace route9::fulfillment
