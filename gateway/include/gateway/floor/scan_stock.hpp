// SPDX-License-Identifier: Apache-2.0
// Scans of goods that are not yet anybody's order: pieces that come are counted against the
// announced shipment and are stock at once; pieces are put into bins, and taken from there.
// Called on the engine's thread, inside a unit of work.
#pragma once

#include "gateway/floor/scan.hpp"

namespace route9::gateway {

/// `subject` is the receipt, `place` the bin they go into, if any. More than announced and a lot
/// that was not announced are amber. Errors: not_found (no such receipt); state_forbids (closed);
/// validation_failed with `not_announced`, `which_lot`, `lot_differs`, `unknown_place`.
Result<Json> receive_goods(Tx& tx, const ScanOrder& order);

/// `subject` is the seller or one of its receipts, `place` the bin. Errors: not_found;
/// validation_failed with `unknown_place`, `unknown`, `over_put` (more than the stock level).
Result<Json> put_goods(Tx& tx, const ScanOrder& order);

} // namespace route9::gateway
