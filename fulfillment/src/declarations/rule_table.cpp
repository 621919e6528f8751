// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/declarations/rule_table.hpp"

#include <algorithm>
#include <utility>

namespace route9::fulfillment::declarations {
namespace {

template <class Value>
bool lists(const std::vector<Value>& values, Value value) noexcept {
    return values.empty() || std::ranges::find(values, value) != values.end();
}

bool in_force(const Rule& rule, const RuleScope& scope) noexcept {
    return rule.applies.country == scope.country && rule.validity.covers(scope.day) &&
           rule.applies.direction.allows(scope.flow) && lists(rule.applies.modes, scope.mode) &&
           lists(rule.applies.services, scope.service);
}

bool goes_before(const Rule& candidate, const Rule& chosen) noexcept {
    const int left = candidate.applies.specificity();
    const int right = chosen.applies.specificity();
    return left != right ? left > right : candidate.priority < chosen.priority;
}

} // namespace

Result<RuleTable> RuleTable::load(const RuleTexts& texts) {
    RuleTable table;
    FieldErrors errors;
    table.rules_ = read_rules("rules.csv", texts.rules_csv, errors);
    table.categories_ = CategoryTable::read(texts.prohibited_csv, texts.keywords_csv, errors);
    table.deadlines_ = read_deadlines("deadlines.csv", texts.deadlines_csv, errors);
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return table;
}

ActiveRules RuleTable::active(const RuleScope& scope) const noexcept {
    ActiveRules out;
    for (const Rule& rule : rules_) {
        if (!in_force(rule, scope)) {
            continue;
        }
        const Rule*& chosen = out.rows_[static_cast<std::size_t>(rule.key)];
        if (chosen == nullptr || goes_before(rule, *chosen)) {
            chosen = &rule;
        }
    }
    return out;
}

} // namespace route9::fulfillment::declarations
