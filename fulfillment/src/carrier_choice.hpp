// SPDX-License-Identifier: Apache-2.0
// Which carrier delivers: the one whose pick-up point is named, else those that cover the district,
// accept what is dangerous and collect the cash; of them the lowest fee, then the lowest id.
// Source: logistics conventions, "Carrier".
#pragma once

#include "fulfillment/plan.hpp"
#include "fulfillment/planning_input.hpp"

#include <optional>
#include <vector>

namespace route9::fulfillment {

struct CarrierChoice {
    const Carrier* carrier = nullptr; // null: none listed, or the reason says why
    std::optional<PlanReason> reason; // the first filter that left nobody
    std::vector<RejectedOption> rejected;
};

CarrierChoice choose_carrier(
    const std::vector<Carrier>& carriers,
    const PlanOrder& order,
    bool is_dangerous,
    const AddressBook* addresses
);

DeliveryKind delivery_kind(const Carrier& carrier, const PlanOrder& order);

} // namespace route9::fulfillment
