// SPDX-License-Identifier: Apache-2.0
// An announced shipment as JSON, and who may see it: staff, and the seller it comes from.
#pragma once

#include "core/json.hpp"
#include "core/principal.hpp"
#include "core/tx.hpp"
#include "fulfillment/receipt_store.hpp"

namespace route9::gateway {

/// Each line with its difference: received less announced.
Json receipt_view(const fulfillment::Receipt& receipt);

/// Another party's is one that does not exist. Error: not_found.
Result<fulfillment::Receipt>
find_receipt(Tx& tx, const Principal& principal, const fulfillment::ReceiptId& id);

} // namespace route9::gateway
