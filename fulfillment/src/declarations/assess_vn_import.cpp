// SPDX-License-Identifier: Apache-2.0
// Import into Viet Nam, in the order of customs.md §5.6: prohibited, documents, gift, splitting,
// permits, group, exemption, preference, taxes, fee. Group, duty exemption and VAT are three
// separate tests (Circular 191/2015 art 6; Decree 134/2016 art 29(2); Decision 01/2025).
#include "declarations/consignment_work.hpp"
#include "declarations/fee.hpp"
#include "declarations/tax_lines.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace route9::fulfillment::declarations {
namespace {

/// The two limits below which import duty is not charged.
struct Limbs {
    const Rule* value_rule = nullptr;
    const Rule* tax_rule = nullptr;
    bool value = false;
    bool tax = false;

    bool exempt(Reading reading) const {
        switch (reading) {
        case Reading::any:
            return value || tax;
        case Reading::strict_value:
            return value;
        case Reading::both:
            return value && (tax || tax_rule == nullptr);
        }
        return false;
    }
};

Limbs limbs_of(const ConsignmentWork& work, const Scope& scope) {
    Limbs out;
    out.value_rule = scope.rules.find(RuleKey::duty_exemption_value);
    out.tax_rule = scope.rules.find(RuleKey::duty_exemption_tax);
    if (!work.split) {
        out.value = out.value_rule != nullptr && out.value_rule->holds(work.value);
        out.tax = out.tax_rule != nullptr && out.tax_rule->holds(work.duty_due);
    }
    return out;
}

bool readings_differ(const Limbs& limbs, Money duty_due) {
    const std::array all{Reading::any, Reading::strict_value, Reading::both};
    const bool first = limbs.exempt(all.front());
    return !duty_due.is_zero() && std::ranges::any_of(all, [&](Reading reading) {
        return limbs.exempt(reading) != first;
    });
}

/// True when an inspection is needed and not waived (Decree 37/2026 art 86(1)(o)).
bool quality_check_open(ConsignmentWork& work, const Scope& scope) {
    if (!work.controls.quality_need) {
        return false;
    }
    const Rule* waiver = scope.rules.find(RuleKey::waiver_quality_value);
    const bool waived =
        waiver != nullptr && waiver->holds(work.value) && !work.split && !work.goods->safety_alert;
    if (waived) {
        work.trace.use(waiver);
    }
    work.flag(waived ? Flag::quality_check_waived_decree37 : Flag::quality_check_required);
    return !waived;
}

bool is_group_2(ConsignmentWork& work, const Scope& scope, bool duty_free, bool quality_open) {
    const Rule* value_limit = scope.rules.find(RuleKey::group_value);
    if (value_limit == nullptr) {
        return false;
    }
    work.trace.use(value_limit);
    if (work.controls.permit_need || quality_open) {
        work.trace.use(scope.rules.find(RuleKey::group_permit_need));
        return false;
    }
    if (work.goods->alert) {
        work.trace.use(scope.rules.find(RuleKey::group_alert));
        return false;
    }
    return value_limit->holds(work.value) && duty_free && !work.split;
}

Relief relief_of(ConsignmentWork& work, const Scope& scope, const Limbs& limbs, bool duty_free) {
    Relief relief;
    relief.duty_free = duty_free;
    relief.by_small_duty = duty_free && limbs.tax && !limbs.value;
    if (duty_free && limbs.value) {
        relief.duty_rules.push_back(limbs.value_rule);
    }
    if (relief.by_small_duty || (duty_free && scope.context.reading == Reading::both)) {
        relief.duty_rules.push_back(limbs.tax_rule);
    }
    const Rule* vat_rule = scope.rules.find(RuleKey::vat_exemption_value);
    relief.vat_free = vat_rule != nullptr && vat_rule->holds(work.value);
    relief.vat_rule = vat_rule;
    work.trace.use(vat_rule);
    return relief;
}

void name_rate(ConsignmentWork& work, bool duty_free, bool nothing_to_prefer) {
    if (!nothing_to_prefer) {
        const auto preferred = std::ranges::find_if(work.lines, [](const WorkLine& line) {
            return line.duty.scheme != Scheme::none;
        });
        work.out.preference = preferred == work.lines.end() ? Scheme::none : preferred->duty.scheme;
    }
    if (duty_free || work.lines.empty()) {
        return;
    }
    const Decimal first = work.lines.front().duty.rate;
    const bool alike = std::ranges::all_of(work.lines, [&](const WorkLine& line) {
        return line.duty.rate == first;
    });
    work.out.rate_used = alike ? std::optional{first} : std::nullopt;
}

void flag_missing_documents(ConsignmentWork& work, bool duty_free) {
    const bool missing = !duty_free && std::ranges::any_of(work.lines, [](const WorkLine& line) {
        return line.duty.document_missing && line.duty.scheme == Scheme::none &&
               !line.duty_due.is_zero();
    });
    if (missing) {
        work.flag(Flag::preference_doc_missing);
    }
}

void assess_gift(ConsignmentWork& work, const Scope& scope) {
    Relief relief;
    relief.duty_free = true;
    const Rule* by_value = scope.rules.find(RuleKey::gift_value);
    const bool small = by_value != nullptr && by_value->holds(work.value);
    relief.duty_rules = {
        small ? by_value : scope.rules.find(RuleKey::gift_tax),
        scope.rules.find(RuleKey::gift_count),
    };
    relief.vat_rule = scope.rules.find(RuleKey::gift_vat_free);
    relief.vat_free = relief.vat_rule != nullptr;
    work.flag(Flag::gift_exempt);
    work.out.regime = Regime::vn_import_gift;
    charge_import(work, scope, relief);
}

void assess_ordinary(ConsignmentWork& work, const Scope& scope, bool quality_open) {
    const Limbs limbs = limbs_of(work, scope);
    const Reading reading = scope.is_parcel() ? scope.context.reading : Reading::any;
    const bool duty_free = limbs.exempt(reading);
    if (!scope.is_parcel()) {
        work.out.regime = Regime::vn_import_std;
        if (duty_free && !work.duty_due.is_zero()) {
            work.flag(Flag::minimum_500k);
        }
    } else {
        const bool group_2 = is_group_2(work, scope, duty_free, quality_open);
        work.out.regime = group_2 ? Regime::vn_import_g2 : Regime::vn_import_g3;
        if (!work.split && readings_differ(limbs, work.duty_due)) {
            work.flag(Flag::ambiguous_art29_2);
            work.trace.note("Decree 134/2016 art 29(2) can be read in ways that differ here");
        }
    }
    charge_import(work, scope, relief_of(work, scope, limbs, duty_free));
    name_rate(work, duty_free, duty_free && limbs.value);
    flag_missing_documents(work, duty_free);
    charge_fee(work, scope);
}

} // namespace

void assess_vn_import(ConsignmentWork& work, const Scope& scope) {
    const bool quality_open = quality_check_open(work, scope);
    if (quality_open) {
        work.decide(Decision::hold);
    }
    const Rule* ceiling = scope.rules.find(RuleKey::limit_low_value_form);
    const Rule* low_form = scope.rules.find(RuleKey::form_g2);
    if (ceiling != nullptr && low_form != nullptr && low_form->word.starts_with("MIC") &&
        !ceiling->holds(work.value)) {
        work.flag(Flag::mic_ceiling_e0049);
    }
    if (work.documents) {
        work.out.regime = Regime::vn_import_g1;
        work.trace.use(scope.rules.find(RuleKey::group_documents));
    } else if (work.gift) {
        assess_gift(work, scope);
    } else {
        assess_ordinary(work, scope, quality_open);
    }
}

} // namespace route9::fulfillment::declarations
