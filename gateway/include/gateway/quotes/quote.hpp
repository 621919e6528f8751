// SPDX-License-Identifier: Apache-2.0
// What would become of an order if it were placed now, and what it would be by other gates: the
// same decision as POST /v1/orders makes, on the same view, without anything being written. The
// first option is the one the order would get; each further one goes as if the gates of those
// before it were closed. Pure.
#pragma once

#include "core/money.hpp"
#include "core/result.hpp"
#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/plan.hpp"
#include "gateway/orders/order_decision.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace route9::gateway {

inline constexpr std::size_t quote_options_max = 3;

/// In the currency of the corridor's cost model; the parts add up to the total.
struct CostParts {
    fulfillment::Cost total;
    fulfillment::Cost road; // or what the truck asks
    fulfillment::Cost gates;
    fulfillment::Cost carriers;
};

/// What the customs of one country would ask, over all parcels.
struct DutySum {
    std::string country; // "LA"
    std::string side;    // "import"
    Money tax;           // in the country's currency, without the fee
    Money fee;
};

struct QuoteOption {
    fulfillment::Plan plan;
    std::vector<fulfillment::Fulfillment> work; // parallel to plan.parcels, without ids
    /// When it arrives if each gate on the way takes twice its usual time.
    Instant latest{};
    CostParts cost;
    /// Nullopt when a parcel lacks what customs will ask (its assessment says what).
    std::optional<std::vector<DutySum>> duties;
};

struct Quote {
    fulfillment::OrderStatus status = fulfillment::OrderStatus::accepted;
    std::string reasons; // compact JSON, as with an order
    std::vector<FieldError> prohibited;
    std::vector<QuoteOption> options; // none unless it is routed
};

/// The order's place checked and its recipient left without a person.
PreparedOrder
prepare_quote(OrderArrival arrival, const fulfillment::AddressBook& addresses, Instant now);

Quote make_quote(const PreparedOrder& prepared, const OrderView& view, const DecisionTools& tools);

} // namespace route9::gateway
