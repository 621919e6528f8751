// SPDX-License-Identifier: Apache-2.0
// Export from Viet Nam (Circular 191/2015 art 6): group 2 is below the value limit, free of export
// duty, without permit and without alert; all other parcels take the full declaration.
#include "declarations/consignment_work.hpp"
#include "declarations/fee.hpp"
#include "declarations/tax_lines.hpp"

#include <algorithm>

namespace route9::fulfillment::declarations {
namespace {

bool is_group_2(ConsignmentWork& work, const Scope& scope) {
    const Rule* value_limit = scope.rules.find(RuleKey::group_value);
    const Rule* duty_limit = scope.rules.find(RuleKey::group_export_duty);
    if (value_limit == nullptr || duty_limit == nullptr) {
        return false;
    }
    work.trace.use(value_limit);
    work.trace.use(duty_limit);
    if (work.controls.permit_need) {
        work.trace.use(scope.rules.find(RuleKey::group_permit_need));
        return false;
    }
    if (work.goods->alert) {
        work.trace.use(scope.rules.find(RuleKey::group_alert));
        return false;
    }
    return value_limit->holds(work.value) &&
           std::ranges::all_of(work.lines, [&](const WorkLine& line) {
               return duty_limit->holds(line.export_duty);
           });
}

} // namespace

void assess_vn_export(ConsignmentWork& work, const Scope& scope) {
    if (work.documents) {
        work.out.regime = Regime::vn_export_g1;
        work.trace.use(scope.rules.find(RuleKey::group_documents));
        return;
    }
    if (!scope.is_parcel()) {
        work.out.regime = Regime::vn_export_std;
    } else {
        work.out.regime = is_group_2(work, scope) ? Regime::vn_export_g2 : Regime::vn_export_g3;
    }
    charge_export(work, scope);
    charge_fee(work, scope);
}

} // namespace route9::fulfillment::declarations
