// SPDX-License-Identifier: Apache-2.0
// Laos: every parcel is declared in detail; no group, exemption, gift, splitting or fee has been
// found (the de minimis row says so and is unconfirmed). Formulas: CIF value, then duty, excise
// and VAT on top of each other (1537/MOF; Ordinance 003/PSD for the VAT rate).
#include "declarations/consignment_work.hpp"
#include "declarations/tax_lines.hpp"

#include <algorithm>

namespace route9::fulfillment::declarations {

void assess_la(ConsignmentWork& work, const Scope& scope) {
    if (scope.context.flow == Flow::exporting) {
        work.out.regime = Regime::la_export_detailed;
        charge_export(work, scope);
        return;
    }
    work.out.regime = Regime::la_import_detailed;
    work.trace.use(scope.rules.find(RuleKey::duty_exemption_value));
    charge_import(work, scope, Relief{});
    if (work.lines.empty()) {
        return;
    }
    const Decimal first = work.lines.front().duty.rate;
    const bool alike = std::ranges::all_of(work.lines, [&](const WorkLine& line) {
        return line.duty.rate == first;
    });
    work.out.rate_used = alike ? std::optional{first} : std::nullopt;
}

} // namespace route9::fulfillment::declarations
