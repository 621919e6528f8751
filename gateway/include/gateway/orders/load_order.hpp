// SPDX-License-Identifier: Apache-2.0
// Reading an order for somebody who may see it: another tenant's or seller's order answers like one
// that does not exist.
#pragma once

#include "core/principal.hpp"
#include "core/tx.hpp"
#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/order_store.hpp"
#include "gateway/services.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace route9::gateway {

struct LoadedOrder {
    fulfillment::OrderRecord record;
    std::optional<fulfillment::PersonalDetails> details;
    std::vector<fulfillment::Fulfillment> fulfillments;
};

/// Error: not_found.
Result<fulfillment::OrderRecord>
find_order_for(Tx& tx, const Principal& principal, std::string_view id_text);

/// With recipient and fulfillments. Error: not_found.
Result<LoadedOrder>
load_order(Tx& tx, const Principal& principal, std::string_view id_text, const Vault& vault);

/// The recipient in clear; nullopt when the person's key is gone.
std::optional<fulfillment::PersonalDetails>
open_details(Tx& tx, const fulfillment::OrderRecord& record, const Vault& vault);

} // namespace route9::gateway
