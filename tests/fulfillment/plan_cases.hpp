// SPDX-License-Identifier: Apache-2.0
// Small plan documents whose answers can be worked out by hand, and a table runner for them.
#pragma once

#include "core/json.hpp"

#include <string_view>
#include <vector>

namespace route9::fulfillment {

Json parse(std::string_view text);

/// A document on the built-in corridor with one warehouse at Đông Hà, changed by merge patch.
Json from_dong_ha(const char* patch);

/// Two roads of our own: the short one over EAST (60 km, 2+3 h, cost 20), the long one over WEST
/// (90 km, 3+3 h, cost 15), one hour of work and a fee of 1 at each gate, 07:00-19:00.
Json two_gates(const char* patch);

struct PlanCase {
    const char* what;
    Json document;
    const char* expected; // members that must be so
};

void expect_cases(const std::vector<PlanCase>& cases);

} // namespace route9::fulfillment
