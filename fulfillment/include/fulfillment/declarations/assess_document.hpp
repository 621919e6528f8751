// SPDX-License-Identifier: Apache-2.0
// The document form of an assessment (`route9 assess`): strict JSON in, JSON out; unknown members
// are refused and all bad members are named at once. Times are RFC 3339, days are corridor days.
// docs/formats describes both sides. Pure: no clock, no files.
#pragma once

#include "core/json.hpp"
#include "core/result.hpp"
#include "fulfillment/declarations/assessment.hpp"
#include "fulfillment/declarations/fx_table.hpp"
#include "fulfillment/declarations/rule_table.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment::declarations {

struct AssessRequest {
    AssessmentContext context;
    std::vector<MasterBill> master_bills;
};

/// Errors: malformed_json, validation_failed.
Result<AssessRequest> read_assess_request(std::string_view json);

Json to_json(const Assessment& assessment);
Json to_json(const ConsignmentAssessment& assessment);

/// Reads, assesses and prints one document. Errors: those of reading and of assess().
Result<std::string>
run_assess_document(std::string_view json, const RuleTable& rules, const FxTable& fx);

} // namespace route9::fulfillment::declarations
