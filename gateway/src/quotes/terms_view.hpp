// SPDX-License-Identifier: Apache-2.0
// A carrier's terms as the API shows them.
#pragma once

#include "core/json.hpp"
#include "fulfillment/carrier_terms.hpp"

namespace route9::gateway {

Json view(const fulfillment::CarrierTerms& terms);

} // namespace route9::gateway
