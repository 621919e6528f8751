// SPDX-License-Identifier: Apache-2.0
// A bag or pallet on its way onto a truck or off it, unit by unit.
#pragma once

#include "gateway/aggregates/load_aggregates.hpp"
#include "gateway/shipping/drawn_entropy.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace route9::gateway {

std::string pointer_of(std::size_t at);

/// A bag's next unit.
struct Moving {
    TruckOf truck;
    fulfillment::Aggregate aggregate;
    const fulfillment::AddressBook& addresses;
    std::optional<ParcelId> after{};
    DrawnEntropy ids;
    DrawnEntropy own_ids; // of the bag's own event
    Instant now{};
};

Moving
begin_moving(Services& services, const TruckOf& truck, const fulfillment::Aggregate& aggregate);
/// Writes where it stands, and tells it once.
Result<void>
stand(Tx& tx, Moving& moving, const std::optional<DepartureId>& on, std::string_view type);

platform::task<Result<fulfillment::DepartureRecord>>
read_truck(Services& services, TruckOf truck, Tick deadline);

} // namespace route9::gateway
