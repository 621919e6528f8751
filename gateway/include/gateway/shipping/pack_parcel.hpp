// SPDX-License-Identifier: Apache-2.0
// Packing: a planned fulfillment becomes a parcel with a code, a house bill and a weighed mass. The
// scale is held against the declared weight; the truck's room follows the scale, and a parcel that
// no longer fits loses its place. Where picking has begun, every piece must be picked. Errors:
// not_found; state_forbids (not planned, order not on its way, `not_picked`, `weight_differs`);
// sealed (the truck has closed); already_exists (code taken); conflict.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/order_store.hpp"
#include "fulfillment/parcel_store.hpp"
#include "gateway/shipping/drawn_entropy.hpp"

#include <cstdint>
#include <string>

namespace route9::gateway {

/// A parcel may differ from its declared weight by the larger of the two.
inline constexpr std::int64_t weight_tolerance_percent = 10;
inline constexpr std::int64_t weight_tolerance_g = 50;

struct PackOrder {
    TenantId tenant;
    FulfillmentId fulfillment;
    ParcelId parcel;
    std::string code; // on the label; also the house bill
    std::int64_t weight_g = 0;
    std::int64_t pieces = 1;
    bool accept_weight = false;
    DrawnEntropy ids;
    Instant now{};
};

/// Planned work of an order that is on its way. Error: state_forbids.
Result<void> may_pack(const fulfillment::Fulfillment& item, const fulfillment::OrderRecord& order);

bool weight_is_near(std::int64_t declared_g, std::int64_t weighed_g) noexcept;

/// A unit of work. `pack` is copied: a second run draws the same ids.
Result<fulfillment::Parcel> pack_parcel(Tx& tx, PackOrder pack);

} // namespace route9::gateway
