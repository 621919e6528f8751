// SPDX-License-Identifier: Apache-2.0
// Orders and their fulfillments as the API shows them, with the reasons and the routing explained
// in the reader's language.
#pragma once

#include "core/json.hpp"
#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/order_store.hpp"
#include "fulfillment/recipient_seal.hpp"

#include <optional>
#include <span>
#include <string>

namespace route9::gateway {

struct Services;

/// What answers to a create say and what lists show: no personal data.
Json order_summary(const fulfillment::OrderRecord& record);
/// The same with what was said when it was cancelled, for whoever cancels it.
Json spoken_summary(const fulfillment::OrderRecord& record, std::string_view words);

/// The whole order. `details` absent: the recipient has been erased.
Json order_page(
    const fulfillment::OrderRecord& record,
    const std::optional<fulfillment::PersonalDetails>& details,
    std::span<const fulfillment::Fulfillment> fulfillments,
    const Services& services,
    std::string_view language
);

/// What is given of a recipient: name, phone, address.
Json recipient_view(const fulfillment::Recipient& recipient);
/// An order's goods.
Json lines_view(const fulfillment::Order& order);

/// A fulfillment with its plan explained.
Json fulfillment_page(
    const fulfillment::Fulfillment& fulfillment, const Services& services, std::string_view language
);

} // namespace route9::gateway
