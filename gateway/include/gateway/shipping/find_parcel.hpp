// SPDX-License-Identifier: Apache-2.0
// A parcel by what people have at hand: its id, the code on its label, or what a scanner reads
// there (adapters/documents/sscc.hpp).
#pragma once

#include "core/principal.hpp"
#include "core/tx.hpp"
#include "fulfillment/parcel_store.hpp"

#include <optional>
#include <string_view>

namespace route9::gateway {

std::optional<fulfillment::Parcel>
find_parcel(Tx& tx, const TenantId& tenant, std::string_view name);

/// Error: not_found, also when the key may not see it.
Result<fulfillment::Parcel>
find_parcel_for(Tx& tx, const Principal& principal, std::string_view name);

} // namespace route9::gateway
