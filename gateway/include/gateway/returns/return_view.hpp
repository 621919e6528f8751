// SPDX-License-Identifier: Apache-2.0
// A return as the API shows it.
#pragma once

#include "core/json.hpp"
#include "core/time.hpp"
#include "fulfillment/return_store.hpp"

namespace route9::gateway {

/// `now` says whether the branch still has to keep it.
Json view(const fulfillment::ReturnCase& shown, Instant now);
/// Without what the goods are worth and what was paid: that is not its carrier's business.
Json carriers_view(const fulfillment::ReturnCase& shown, Instant now);

} // namespace route9::gateway
