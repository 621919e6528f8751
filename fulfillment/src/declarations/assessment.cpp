// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/declarations/assessment.hpp"

#include "core/assert.hpp"
#include "declarations/consignment_work.hpp"
#include "fulfillment/declarations/exact_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace route9::fulfillment::declarations {
namespace {

void check_deadlines(ConsignmentWork& work, const Scope& scope) {
    const AssessmentContext& context = scope.context;
    for (const Deadline& deadline : scope.table.deadlines()) {
        const bool applies =
            deadline.country == context.country && deadline.direction.allows(context.flow) &&
            deadline.validity.covers(context.events.registered_on) &&
            (deadline.services.empty() ||
             std::ranges::find(deadline.services, context.service) != deadline.services.end());
        if (applies && deadline.missed(context.events)) {
            work.trace.use(deadline.id, deadline.legal_ref, deadline.certainty);
            work.flag(deadline.flag);
            work.decide(deadline.on_miss);
        }
    }
}

void refuse_goods(ConsignmentWork& work) {
    work.out.regime = Regime::refused;
    work.flag(Flag::prohibited);
    work.decide(Decision::refuse);
}

void assess_regime(ConsignmentWork& work, const Scope& scope) {
    work.out.amounts.customs_value = work.value;
    if (scope.context.country == Country::la) {
        assess_la(work, scope);
    } else if (scope.context.flow == Flow::importing) {
        assess_vn_import(work, scope);
    } else {
        assess_vn_export(work, scope);
    }
    if (work.controls.permit_open) {
        work.flag(Flag::permit_required);
        work.decide(Decision::hold);
    }
    if (work.goods->alert) {
        work.flag(Flag::customs_alert);
    }
    check_deadlines(work, scope);
}

void choose_form(ConsignmentWork& work, const Scope& scope, FieldErrors& errors) {
    const Rule* form = form_rule(work.out.regime, scope);
    if (form == nullptr) {
        errors.push_back(
            {"/registered_on",
             "no_rule",
             fmt::format("no form is known for {} on that day", name(work.out.regime))}
        );
        return;
    }
    work.trace.use(form);
    work.out.form = form->word;
    const Rule* lines_max = scope.rules.find(RuleKey::limit_goods_lines);
    const Decimal lines{static_cast<std::int64_t>(work.goods->items.size()), 0};
    if (lines_max != nullptr && !lines_max->holds(lines)) {
        work.trace.use(lines_max);
        work.trace.note(fmt::format("{} goods lines do not fit one declaration", lines.text()));
    }
}

ConsignmentAssessment finish(ConsignmentWork& work, const Scope& scope, FieldErrors& errors) {
    if (work.controls.refused) {
        refuse_goods(work);
    } else {
        assess_regime(work, scope);
        choose_form(work, scope, errors);
    }
    std::ranges::sort(work.out.flags);
    work.out.rule_ids = work.trace.take_ids();
    work.out.notes = work.trace.take_notes();
    return std::move(work.out);
}

void add(TaxAmounts& total, const TaxAmounts& part) {
    total.customs_value = sum(total.customs_value, part.customs_value);
    total.import_duty = sum(total.import_duty, part.import_duty);
    total.export_duty = sum(total.export_duty, part.export_duty);
    total.excise = sum(total.excise, part.excise);
    total.vat = sum(total.vat, part.vat);
    total.fee = sum(total.fee, part.fee);
    total.total_tax = sum(total.total_tax, part.total_tax);
}

/// House bills that share one list, per document; 1 where each has its own declaration.
std::int64_t bills_per_document(Regime regime, const Scope& scope) {
    constexpr std::int64_t all_on_one_list = consignments_max;
    switch (regime) {
    case Regime::vn_import_g1:
    case Regime::vn_export_g1:
        return all_on_one_list;
    case Regime::vn_import_g2:
    case Regime::vn_export_g2: {
        const Rule* lines = scope.rules.find(RuleKey::limit_list_lines);
        return lines == nullptr ? 1 : std::max<std::int64_t>(lines->number.units(), 1);
    }
    case Regime::vn_import_g3:
    case Regime::vn_import_gift:
    case Regime::vn_import_std:
    case Regime::vn_export_g3:
    case Regime::vn_export_std:
    case Regime::la_import_detailed:
    case Regime::la_export_detailed:
    case Regime::refused:
        return 1;
    }
    return 1;
}

std::vector<FormCount>
count_documents(const std::vector<ConsignmentAssessment>& parts, const Scope& scope) {
    std::vector<FormCount> counts;
    std::vector<std::int64_t> sizes;
    for (const ConsignmentAssessment& part : parts) {
        if (part.form.empty()) {
            continue;
        }
        auto found = std::ranges::find(counts, part.form, &FormCount::form);
        if (found == counts.end()) {
            counts.push_back({part.form, 0});
            sizes.push_back(bills_per_document(part.regime, scope));
            found = counts.end() - 1;
        }
        ++found->count;
    }
    for (std::size_t i = 0; i < counts.size(); ++i) {
        counts[i].count = (counts[i].count + sizes[i] - 1) / sizes[i];
    }
    return counts;
}

MasterBillAssessment assess_master(
    const MasterBill& bill, const std::string& pointer, const Scope& scope, FieldErrors& errors
) {
    std::vector<ConsignmentWork> works;
    works.reserve(bill.consignments.size());
    for (std::size_t i = 0; i < bill.consignments.size(); ++i) {
        works.push_back(prepare(
            bill.consignments[i], fmt::format("{}/consignments/{}", pointer, i), scope, errors
        ));
    }
    MasterBillAssessment out;
    if (!errors.empty()) {
        return out;
    }
    if (scope.is(Country::vn, Flow::importing)) {
        for (ConsignmentWork& work : works) {
            judge_gift(work, scope);
        }
        mark_splitting(works, scope);
    }
    out.id = bill.id;
    out.totals = TaxAmounts::zero(scope.currency());
    out.consignments.reserve(works.size());
    for (ConsignmentWork& work : works) {
        out.consignments.push_back(finish(work, scope, errors));
        add(out.totals, out.consignments.back().amounts);
    }
    out.documents = count_documents(out.consignments, scope);
    return out;
}

} // namespace

const Rule* form_rule(Regime regime, const Scope& scope) {
    switch (regime) {
    case Regime::vn_import_g1:
    case Regime::vn_export_g1:
        return scope.rules.find(RuleKey::form_g1);
    case Regime::vn_import_g2:
    case Regime::vn_export_g2:
        return scope.rules.find(RuleKey::form_g2);
    case Regime::vn_import_g3:
    case Regime::vn_import_gift:
    case Regime::vn_import_std:
    case Regime::vn_export_g3:
    case Regime::vn_export_std:
        return scope.rules.find(RuleKey::form_g3);
    case Regime::la_import_detailed:
    case Regime::la_export_detailed:
        return scope.rules.find(RuleKey::form_detailed);
    case Regime::refused:
        return nullptr;
    }
    return nullptr;
}

Result<Assessment> assess(
    std::span<const MasterBill> master_bills,
    const AssessmentContext& context,
    const RuleTable& rules,
    const FxTable& fx
) {
    const RuleScope rule_scope{
        context.country, context.flow, context.mode, context.service, context.events.registered_on
    };
    const Scope scope{context, rules, fx, rules.active(rule_scope)};
    FieldErrors errors;
    Assessment out;
    out.totals = TaxAmounts::zero(scope.currency());
    for (std::size_t i = 0; i < master_bills.size(); ++i) {
        MasterBillAssessment bill =
            assess_master(master_bills[i], fmt::format("/master_bills/{}", i), scope, errors);
        if (errors.empty()) {
            add(out.totals, bill.totals);
        }
        out.master_bills.push_back(std::move(bill));
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return out;
}

} // namespace route9::fulfillment::declarations
