// SPDX-License-Identifier: Apache-2.0
// One house bill while it is assessed: its value, the rates of each line, what the control tables
// say, and the result in the making. Lives inside one call of assess(); borrows the goods.
#pragma once

#include "core/json.hpp"
#include "declarations/rule_trace.hpp"
#include "declarations/valuation.hpp"
#include "fulfillment/declarations/assessment.hpp"

#include <string>
#include <vector>

namespace route9::fulfillment::declarations {

/// What stays the same for all house bills of a call.
struct Scope {
    const AssessmentContext& context;
    const RuleTable& table;
    const FxTable& fx;
    ActiveRules rules;

    bool is(Country country, Flow flow) const {
        return context.country == country && context.flow == flow;
    }
    bool is_parcel() const { return context.service != Service::cargo; }
    Currency currency() const { return currency_of(context.country); }
};

/// The import duty rate of a line after preference, and what speaks for a lower one.
struct DutyChoice {
    Decimal rate;
    Scheme scheme = Scheme::none;
    const Rule* rule = nullptr;
    bool document_missing = false; // a lower rate exists, its form or direct transport does not
};

struct WorkLine {
    std::size_t item = 0; // 1-based; 0 for a house bill without items
    Money value;
    DutyChoice duty;
    Money duty_due; // without exemption, after preference
    Decimal excise;
    Decimal vat;
    const Rule* vat_rule = nullptr; // nullptr when the rate was given
    Decimal export_duty;
};

/// What the category table and the flags of the consignment demand.
struct Controls {
    const CategoryRow* row = nullptr;
    bool refused = false;
    bool permit_need = false;
    bool permit_open = false; // needed and none recorded
    bool quality_need = false;
};

struct ConsignmentWork {
    const Consignment* goods = nullptr;
    std::string pointer;
    RuleTrace trace;
    Controls controls;
    bool documents = false; // group 1
    bool gift = false;      // accepted as a gift
    bool split = false;     // its owner's parcels exceed the limit together
    Money value;
    Money duty_due;
    std::vector<WorkLine> lines;
    ConsignmentAssessment out;

    void flag(Flag flag) { out.flags.push_back(flag); }
    void decide(Decision decision) { out.decision = std::max(out.decision, decision); }
};

/// Reads controls, value and rates. Adds errors for what is missing.
ConsignmentWork
prepare(const Consignment& goods, std::string pointer, const Scope& scope, FieldErrors& errors);

DutyChoice choose_duty(const Taxation& taxation, const Scope& scope);

/// Decides whether a gift is accepted, and flags the reasons when it is not.
void judge_gift(ConsignmentWork& work, const Scope& scope);

/// Marks the members of every owner's sum that breaks the limit within one master bill.
void mark_splitting(std::vector<ConsignmentWork>& works, const Scope& scope);

void assess_vn_import(ConsignmentWork& work, const Scope& scope);
void assess_vn_export(ConsignmentWork& work, const Scope& scope);
void assess_la(ConsignmentWork& work, const Scope& scope);

/// The form row of a regime; nullptr when no row is in force that day.
const Rule* form_rule(Regime regime, const Scope& scope);

} // namespace route9::fulfillment::declarations
