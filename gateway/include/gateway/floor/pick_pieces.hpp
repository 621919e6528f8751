// SPDX-License-Identifier: Apache-2.0
// Picking: pieces of a planned fulfillment are taken from the shelves one by one, or reported
// missing or broken. A broken piece leaves the stock by an adjustment (reason `damage`) where
// another one is free; where none is, the books keep it until its order is mended, and it counts as
// missing. Events: fulfillment.picked when the last piece is there, fulfillment.short_picked.
// Errors: not_found; state_forbids (not to be picked now); validation_failed with `wrong_sku` or
// `over_picked` of the line; conflict.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/pick_store.hpp"
#include "gateway/shipping/drawn_entropy.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace route9::gateway {

inline constexpr std::size_t picked_lines_max = 100;

/// Of one SKU, which is named as it was scanned or typed.
struct PickedPieces {
    std::string code;         // the SKU, or the GTIN that it is
    std::int64_t picked = 0;  // more than before
    std::int64_t missing = 0; // not on the shelf
    std::int64_t damaged = 0; // on the shelf, and broken
};

struct PickOrder {
    TenantId tenant;
    FulfillmentId fulfillment;
    std::vector<PickedPieces> lines; // none: all that is left is picked
    DrawnEntropy ids;
    Instant now{};
};

struct PickState {
    fulfillment::Fulfillment item;
    std::vector<fulfillment::PickLine> lines;
    std::vector<Sku> touched;              // parallel to the order's lines
    std::vector<std::int64_t> written_off; // parallel too: broken pieces that left the stock
};

/// A unit of work. `order` is copied: a second run draws the same ids.
Result<PickState> pick_pieces(Tx& tx, PickOrder order);

/// Where picking has begun, all must be picked. Error: state_forbids with `not_picked`.
Result<void> check_picked(Tx& tx, const fulfillment::Fulfillment& item);

} // namespace route9::gateway
