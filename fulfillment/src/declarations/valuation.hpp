// SPDX-License-Identifier: Apache-2.0
// Customs value: what the incoterm leaves out is added on import, converted at the registration
// day's rate and rounded to whole units before any tax is worked out (Decree 08/2015 art 20-21;
// 1537/MOF for Laos). One value per item line, or one for a house bill without items.
#pragma once

#include "core/json.hpp"
#include "declarations/rule_trace.hpp"
#include "fulfillment/declarations/assessment.hpp"

#include <optional>
#include <string>
#include <vector>

namespace route9::fulfillment::declarations {

struct Valuation {
    std::vector<Money> line_values;
    Money total;
};

struct ValuationInput {
    const Consignment& consignment;
    const AssessmentContext& context;
    const ActiveRules& rules;
    const FxTable& fx;
    const std::string& pointer;
};

/// nullopt after errors were added.
std::optional<Valuation>
value_goods(const ValuationInput& input, RuleTrace& trace, FieldErrors& errors);

} // namespace route9::fulfillment::declarations
