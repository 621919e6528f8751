// SPDX-License-Identifier: Apache-2.0
// The customs fee of a Vietnamese declaration of group 3 or standard goods (Circular 14/2021), and
// its waivers by value or by total tax (Circular 274/2016 art 3). It is never part of the tax.
#pragma once

#include "declarations/consignment_work.hpp"

namespace route9::fulfillment::declarations {

void charge_fee(ConsignmentWork& work, const Scope& scope);

} // namespace route9::fulfillment::declarations
