// SPDX-License-Identifier: Apache-2.0
#include "declarations/rule_trace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace route9::fulfillment::declarations {

const Rule* RuleTrace::use(const Rule* rule) {
    if (rule != nullptr) {
        use(rule->id, rule->legal_ref, rule->certainty);
    }
    return rule;
}

void RuleTrace::use(std::string_view id, std::string_view legal_ref, Certainty certainty) {
    if (std::ranges::find(ids_, id) != ids_.end()) {
        return;
    }
    ids_.emplace_back(id);
    if (certainty == Certainty::unconfirmed) {
        notes_.push_back(fmt::format("{} is unconfirmed ({})", id, legal_ref));
    }
}

void RuleTrace::note(std::string text) {
    notes_.push_back(std::move(text));
}

} // namespace route9::fulfillment::declarations
