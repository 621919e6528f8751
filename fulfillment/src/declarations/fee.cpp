// SPDX-License-Identifier: Apache-2.0
#include "declarations/fee.hpp"

#include "fulfillment/declarations/exact_value.hpp"

namespace route9::fulfillment::declarations {
namespace {

bool bears_fee(Regime regime) {
    switch (regime) {
    case Regime::vn_import_g3:
    case Regime::vn_import_std:
    case Regime::vn_export_g3:
    case Regime::vn_export_std:
        return true;
    case Regime::vn_import_g1:
    case Regime::vn_import_g2:
    case Regime::vn_import_gift:
    case Regime::vn_export_g1:
    case Regime::vn_export_g2:
    case Regime::la_import_detailed:
    case Regime::la_export_detailed:
    case Regime::refused:
        return false;
    }
    return false;
}

} // namespace

void charge_fee(ConsignmentWork& work, const Scope& scope) {
    const Rule* fee = scope.rules.find(RuleKey::fee_per_declaration);
    if (!bears_fee(work.out.regime) || fee == nullptr) {
        return;
    }
    const Rule* by_value = scope.rules.find(RuleKey::fee_exemption_value);
    const Rule* by_tax = scope.rules.find(RuleKey::fee_exemption_tax);
    if (by_value != nullptr && by_value->holds(work.value)) {
        work.trace.use(by_value);
        return;
    }
    if (by_tax != nullptr && by_tax->holds(work.out.amounts.total_tax)) {
        work.trace.use(by_tax);
        return;
    }
    work.trace.use(fee);
    work.out.amounts.fee = of_whole_units(fee->number.units(), scope.currency());
}

} // namespace route9::fulfillment::declarations
