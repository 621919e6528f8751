// SPDX-License-Identifier: Apache-2.0
#include "declarations/consignment_work.hpp"
#include "fulfillment/declarations/exact_value.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace route9::fulfillment::declarations {
namespace {

Controls controls_of(ConsignmentWork& work, const Scope& scope) {
    const Consignment& goods = *work.goods;
    const AssessmentContext& context = scope.context;
    Controls out;
    out.permit_need = goods.permit_needed;
    out.quality_need = goods.quality_list && scope.is(Country::vn, Flow::importing);
    out.row = scope.table.categories().find(
        goods.category, context.country, context.flow, context.events.registered_on
    );
    if (out.row != nullptr) {
        work.trace.use(out.row->id, out.row->legal_ref, out.row->certainty);
        switch (out.row->action) {
        case CategoryAction::refuse:
            out.refused = true;
            break;
        case CategoryAction::refuse_unless_permit:
            out.refused = goods.permits.empty();
            out.permit_need = true;
            break;
        case CategoryAction::hold:
            out.permit_need = true;
            break;
        case CategoryAction::quality_check:
            out.quality_need = true;
            break;
        case CategoryAction::travellers_only:
            work.trace.note(
                fmt::format("{} frees hand-carried goods only, not parcels", out.row->id)
            );
            break;
        }
    }
    out.permit_open = out.permit_need && goods.permits.empty();
    return out;
}

/// Rates of one line; what is wrong is reported under `pointer`/rates.
class RateReader {
public:
    RateReader(const Taxation& taxation, const Scope& scope, std::string pointer)
        : taxation_(taxation), scope_(scope), pointer_(std::move(pointer)) {}

    void read(WorkLine& line, FieldErrors& errors) {
        errors_ = &errors;
        const TaxRates& rates = taxation_.rates;
        const bool importing = scope_.context.flow == Flow::importing;
        check("mfn", rates.mfn);
        check("atiga", rates.atiga);
        line.excise = importing ? check("excise", rates.excise) : Decimal{};
        line.export_duty = importing ? Decimal{} : check("export_duty", rates.export_duty);
        read_vat(line);
        if (importing && !rates.mfn) {
            refuse("mfn", "required", "give the import duty rate in percent, such as \"15\"");
        } else if (importing) {
            line.duty = choose_duty(taxation_, scope_);
        }
    }

private:
    Decimal check(std::string_view name, const std::optional<Decimal>& rate) {
        const Decimal value = rate.value_or(Decimal{});
        if (value.is_negative() || value > Decimal{rate_percent_max, 0} ||
            value.scale() > rate_decimals_max) {
            refuse(name, "out_of_range", "must be 0 to 1000 percent with at most 6 decimals");
            return Decimal{};
        }
        return value;
    }

    void read_vat(WorkLine& line) {
        if (taxation_.rates.vat) {
            line.vat = check("vat", taxation_.rates.vat);
            return;
        }
        line.vat_rule = vat_rule();
        if (line.vat_rule == nullptr) {
            refuse("vat", "no_rule", "no dated VAT rate is known for that day: give the rate");
            return;
        }
        line.vat = line.vat_rule->number;
    }

    const Rule* vat_rule() const {
        if (scope_.context.flow == Flow::exporting) {
            return scope_.rules.find(RuleKey::vat_export);
        }
        const Rule* standard = scope_.rules.find(RuleKey::vat_standard);
        const Rule* classed = nullptr;
        switch (taxation_.rates.vat_class) {
        case VatClass::standard:
            break;
        case VatClass::reducible:
            classed = scope_.rules.find(RuleKey::vat_reducible);
            break;
        case VatClass::essential:
            classed = scope_.rules.find(RuleKey::vat_essential);
            break;
        }
        return classed != nullptr ? classed : standard;
    }

    void refuse(std::string_view member, std::string code, std::string message) {
        errors_->push_back(
            {fmt::format("{}/rates/{}", pointer_, member), std::move(code), std::move(message)}
        );
    }

    const Taxation& taxation_;
    const Scope& scope_;
    std::string pointer_;
    FieldErrors* errors_ = nullptr;
};

void read_lines(
    ConsignmentWork& work, const Valuation& valuation, const Scope& scope, FieldErrors& errors
) {
    const Consignment& goods = *work.goods;
    work.lines.resize(valuation.line_values.size());
    for (std::size_t i = 0; i < work.lines.size(); ++i) {
        WorkLine& line = work.lines[i];
        const bool by_item = !goods.items.empty();
        line.item = by_item ? i + 1 : 0;
        line.value = valuation.line_values[i];
        const Taxation& taxation = by_item ? goods.items[i].taxation : goods.taxation;
        std::string pointer = by_item ? fmt::format("{}/items/{}", work.pointer, i) : work.pointer;
        RateReader{taxation, scope, std::move(pointer)}.read(line, errors);
        line.duty_due = tax_on(line.value, line.duty.rate);
        work.duty_due = sum(work.duty_due, line.duty_due);
    }
}

void check_category(const ConsignmentWork& work, const Scope& scope, FieldErrors& errors) {
    const std::string& category = work.goods->category;
    if (!category.empty() && !scope.table.categories().knows(category)) {
        errors.push_back(
            {work.pointer + "/category",
             "unknown_value",
             fmt::format("{} is no category of the prohibited and controlled goods", category)}
        );
    }
}

} // namespace

TaxAmounts TaxAmounts::zero(Currency currency) {
    const Money none = Money::zero(currency);
    return {none, none, none, none, none, none, none};
}

ConsignmentWork
prepare(const Consignment& goods, std::string pointer, const Scope& scope, FieldErrors& errors) {
    ConsignmentWork work;
    work.goods = &goods;
    work.pointer = std::move(pointer);
    work.out.house_bill = goods.house_bill;
    work.out.amounts = TaxAmounts::zero(scope.currency());
    work.out.rate_used = Decimal{};
    work.value = Money::zero(scope.currency());
    work.duty_due = work.value;
    check_category(work, scope, errors);
    work.controls = controls_of(work, scope);
    work.documents = goods.documents_only && scope.context.country == Country::vn;
    if (work.controls.refused) {
        return work;
    }
    const ValuationInput input{goods, scope.context, scope.rules, scope.fx, work.pointer};
    const auto valuation = value_goods(input, work.trace, errors);
    if (!valuation) {
        return work;
    }
    work.value = valuation->total;
    if (!work.documents) {
        read_lines(work, *valuation, scope, errors);
    }
    return work;
}

} // namespace route9::fulfillment::declarations
