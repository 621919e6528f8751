// SPDX-License-Identifier: Apache-2.0
// The facts a declaration form is filled from, for a truck that has closed: assessed again by the
// rows of the day on which its declarations were made, which gives the same answer. Pure; CPU work
// for a compute thread.
#pragma once

#include "fulfillment/declaration_store.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/shipping/truck_load.hpp"

#include <string>

namespace route9::gateway {

/// WCO XML of one declaration. Errors: state_forbids with the missing facts; those of the renderer.
Result<std::string> wco_paper(
    const TruckLoad& load,
    const fulfillment::DeclarationRecord& declaration,
    const Catalogue& catalogue
);

/// The English truck manifest for Lao customs. Errors: those of the renderer.
Result<std::string>
lao_manifest_paper(const TruckLoad& load, Instant made_at, const Catalogue& catalogue);

} // namespace route9::gateway
