// SPDX-License-Identifier: Apache-2.0
// What a picker has taken from the shelves for a fulfillment, SKU by SKU, and what was not there.
// A fulfillment of which nothing was written down is one that nobody picks by scan: it is packed
// as it is. Pieces are counted by conditional update, so that two pickers take none twice.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/fulfillment_store.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace route9::fulfillment {

struct PickLine {
    Sku sku;
    std::int64_t quantity = 0; // that the fulfillment takes
    std::int64_t picked = 0;
    std::int64_t missing = 0; // not on the shelf when it was last said; at most what is not picked

    friend bool operator==(const PickLine&, const PickLine&) = default;
};

/// Every piece is taken.
bool all_picked(std::span<const PickLine> lines) noexcept;
/// Somebody has taken a piece, or said that one is missing.
bool picking_began(std::span<const PickLine> lines) noexcept;

namespace picks {

/// Each SKU of the fulfillment once, in its order.
std::vector<PickLine> of(Tx& tx, const Fulfillment& fulfillment);
/// Adds `pieces` (above zero) to what is picked of the line. False when that would be more than
/// the fulfillment takes.
bool take(
    Tx& tx, const Fulfillment& fulfillment, const PickLine& line, std::int64_t pieces, Instant at
);
/// Writes down how many are not there, at most what is not picked.
void miss(
    Tx& tx, const Fulfillment& fulfillment, const PickLine& line, std::int64_t pieces, Instant at
);

} // namespace picks
} // namespace route9::fulfillment
