// SPDX-License-Identifier: Apache-2.0
// Duty, excise and VAT line by line, each rounded by itself and carried rounded into the next base
// (customs.md §5.1). The caller has decided what is free and by which rule.
#pragma once

#include "declarations/consignment_work.hpp"

#include <string>
#include <vector>

namespace route9::fulfillment::declarations {

struct Relief {
    bool duty_free = false;
    bool vat_free = false;
    bool by_small_duty = false;          // free because the preferential duty is small
    std::vector<const Rule*> duty_rules; // what freed the duty
    const Rule* vat_rule = nullptr;      // what freed the VAT
};

/// Fills lines and amounts of the result with the import taxes.
void charge_import(ConsignmentWork& work, const Scope& scope, const Relief& relief);
void charge_export(ConsignmentWork& work, const Scope& scope);

/// Duty, excise and VAT together without any relief.
Money full_import_taxes(const ConsignmentWork& work);

} // namespace route9::fulfillment::declarations
