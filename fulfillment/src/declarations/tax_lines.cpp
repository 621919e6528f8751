// SPDX-License-Identifier: Apache-2.0
#include "declarations/tax_lines.hpp"

#include "fulfillment/declarations/exact_value.hpp"

#include <initializer_list>
#include <utility>

namespace route9::fulfillment::declarations {
namespace {

/// Appends tax lines and keeps the trace of their rules.
class LineWriter {
public:
    LineWriter(ConsignmentWork& work, const Scope& scope)
        : work_(work), rounding_(scope.rules.find(RuleKey::rounding_tax)) {}

    Money write(TaxKind tax, const WorkLine& line, Money base, Decimal rate) {
        const Money amount = tax_on(base, rate);
        TaxLine out{line.item, tax, base, rate, amount, {}};
        work_.out.lines.push_back(std::move(out));
        if (!amount.is_zero()) {
            because(rounding_);
        }
        return amount;
    }

    /// Names a rule behind the line written last.
    void because(const Rule* rule) {
        if (work_.trace.use(rule) != nullptr) {
            work_.out.lines.back().rule_ids.push_back(rule->id);
        }
    }

private:
    ConsignmentWork& work_;
    const Rule* rounding_;
};

struct LineTaxes {
    Money duty;
    Money excise;
    Money vat;
};

LineTaxes full_taxes(const WorkLine& line) {
    LineTaxes out;
    out.duty = line.duty_due;
    const Money with_duty = sum(line.value, out.duty);
    out.excise = tax_on(with_duty, line.excise);
    out.vat = tax_on(sum(with_duty, out.excise), line.vat);
    return out;
}

void add_up(ConsignmentWork& work) {
    TaxAmounts& amounts = work.out.amounts;
    for (const TaxLine& line : work.out.lines) {
        switch (line.tax) {
        case TaxKind::import_duty:
            amounts.import_duty = sum(amounts.import_duty, line.amount);
            break;
        case TaxKind::export_duty:
            amounts.export_duty = sum(amounts.export_duty, line.amount);
            break;
        case TaxKind::excise:
            amounts.excise = sum(amounts.excise, line.amount);
            break;
        case TaxKind::vat:
            amounts.vat = sum(amounts.vat, line.amount);
            break;
        }
        amounts.total_tax = sum(amounts.total_tax, line.amount);
    }
}

} // namespace

Money full_import_taxes(const ConsignmentWork& work) {
    Money total = Money::zero(work.value.currency());
    for (const WorkLine& line : work.lines) {
        const LineTaxes taxes = full_taxes(line);
        total = sum(total, sum(taxes.duty, sum(taxes.excise, taxes.vat)));
    }
    return total;
}

void charge_import(ConsignmentWork& work, const Scope& scope, const Relief& relief) {
    LineWriter writer{work, scope};
    work.out.lines.reserve(work.lines.size() * 3);
    for (const WorkLine& line : work.lines) {
        const Decimal duty_rate = relief.duty_free ? Decimal{} : line.duty.rate;
        const Money duty = writer.write(TaxKind::import_duty, line, line.value, duty_rate);
        for (const Rule* rule : relief.duty_rules) {
            writer.because(rule);
        }
        if (!relief.duty_free || relief.by_small_duty) {
            writer.because(line.duty.rule);
        }
        Money base = sum(line.value, duty);
        if (!line.excise.is_zero()) {
            base = sum(base, writer.write(TaxKind::excise, line, base, line.excise));
        }
        writer.write(TaxKind::vat, line, base, relief.vat_free ? Decimal{} : line.vat);
        writer.because(relief.vat_free ? relief.vat_rule : line.vat_rule);
    }
    add_up(work);
}

void charge_export(ConsignmentWork& work, const Scope& scope) {
    LineWriter writer{work, scope};
    for (const WorkLine& line : work.lines) {
        writer.write(TaxKind::export_duty, line, line.value, line.export_duty);
        writer.write(TaxKind::vat, line, line.value, line.vat);
        writer.because(line.vat_rule);
    }
    add_up(work);
}

} // namespace route9::fulfillment::declarations
