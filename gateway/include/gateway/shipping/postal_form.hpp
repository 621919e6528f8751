// SPDX-License-Identifier: Apache-2.0
// A parcel's postal customs declaration from what is declared of its goods: those of its share of
// the order, gaps filled from the catalogue of products. Pure; holds personal data, never logged.
#pragma once

#include "adapters/documents/cn23.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/shipping/truck_load.hpp"

namespace route9::gateway {

/// Precondition: the recipient's details are there. Errors: state_forbids where no border is
/// crossed, validation_failed when a line's value is no amount.
Result<adapters::Cn23>
postal_form_of(const LoadedParcel& loaded, const Catalogue& catalogue, Instant now);

} // namespace route9::gateway
