// SPDX-License-Identifier: Apache-2.0
// Where an order goes, in words: the places a person may choose from with what to send back, what
// an address of before July 2025 is today, and what is still open about it while the order goes on.
#pragma once

#include "core/json.hpp"
#include "fulfillment/explanation.hpp"
#include "fulfillment/order_store.hpp"
#include "fulfillment/recipient_seal.hpp"

#include <optional>
#include <string>
#include <vector>

namespace route9::gateway {

struct Catalogue;

/// One entry a code: {code, name, recipient?}; `recipient` is what PATCH takes for this choice,
/// left out where more must be said than the place.
Json choices_view(
    const std::vector<std::string>& codes,
    std::string_view pointer,
    const Catalogue& catalogue,
    fulfillment::Language language
);

/// `recipient` as typed; null once it has been erased.
Json destination_view(
    const fulfillment::OrderRecord& record,
    const fulfillment::Recipient* recipient,
    const Catalogue& catalogue,
    fulfillment::Language language
);

/// What a person may clear up of an order that can still be changed; it is not held for it.
Json questions_view(
    const fulfillment::OrderRecord& record,
    const fulfillment::Recipient& recipient,
    const Catalogue& catalogue,
    fulfillment::Language language
);

} // namespace route9::gateway
