// SPDX-License-Identifier: Apache-2.0
// The pick-up point that an order names, as the store knows it, and what the order makes of it: a
// parcel goes where the point is, whatever else the address says. Reading is called inside a unit
// of work; the rest is pure.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/address.hpp"
#include "fulfillment/order.hpp"
#include "fulfillment/pickup_point.hpp"
#include "gateway/orders/prepared_order.hpp"

#include <optional>
#include <string>
#include <vector>

namespace route9::gateway {

struct KnownPickup {
    std::optional<fulfillment::PickupPoint> point; // none: its carrier has no such point
    std::vector<std::string> instead{};            // then: names of its points near
};

/// nullopt where the recipient names no carrier of the tenant: the text is a landmark.
std::optional<KnownPickup>
read_pickup(Tx& tx, const TenantId& tenant, const fulfillment::Recipient& clear, Day today);

/// The order as it is decided: at its point's place, or held where there is no such point or it
/// lies in another province than the address.
PreparedOrder settle_pickup(
    const PreparedOrder& prepared,
    const std::optional<KnownPickup>& known,
    const fulfillment::AddressBook& addresses
);

/// Whom and where a carrier brings it: the recipient at the point's address, its places by name in
/// the script of the country.
fulfillment::Recipient at_point(
    fulfillment::Recipient recipient,
    const fulfillment::PickupPoint& point,
    const fulfillment::AddressBook& addresses
);

} // namespace route9::gateway
