// SPDX-License-Identifier: Apache-2.0
// Gifts between persons (Decree 134/2016 art 8): free up to a value, or above it up to a total of
// taxes, at most four a year, never excise goods. A gift that fails is an ordinary parcel.
#include "declarations/consignment_work.hpp"
#include "declarations/tax_lines.hpp"

#include <algorithm>

namespace route9::fulfillment::declarations {

void judge_gift(ConsignmentWork& work, const Scope& scope) {
    const Consignment& goods = *work.goods;
    const Rule* value_limit = scope.rules.find(RuleKey::gift_value);
    const bool claimed = goods.gift && goods.person_to_person;
    if (!claimed || value_limit == nullptr || work.controls.refused || work.documents) {
        return;
    }
    const Rule* tax_limit = scope.rules.find(RuleKey::gift_tax);
    const Rule* count_limit = scope.rules.find(RuleKey::gift_count);
    const Rule* excise_limit = scope.rules.find(RuleKey::gift_excise);
    const Decimal this_one{goods.gifts_this_year + 1, 0};
    const bool small = value_limit->holds(work.value) ||
                       (tax_limit != nullptr && tax_limit->holds(full_import_taxes(work)));
    const bool in_count = count_limit == nullptr || count_limit->holds(this_one);
    const bool no_excise =
        excise_limit == nullptr || std::ranges::all_of(work.lines, [&](const WorkLine& line) {
            return excise_limit->holds(line.excise);
        });
    const auto refuse_by = [&](const Rule* rule, Flag flag) {
        work.trace.use(rule);
        work.flag(flag);
    };
    if (!in_count) {
        refuse_by(count_limit, Flag::gift_count_exceeded);
    }
    if (!small) {
        refuse_by(value_limit, Flag::gift_value_exceeded);
    }
    if (!no_excise) {
        refuse_by(excise_limit, Flag::gift_excise);
    }
    work.gift = in_count && small && no_excise;
}

} // namespace route9::fulfillment::declarations
