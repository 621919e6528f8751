// SPDX-License-Identifier: Apache-2.0
// The code that a new parcel, bag or pallet gets: the next SSCC of the company's GS1 prefix, or,
// where it has none, 20 characters of our own form that was drawn for it. Inside a unit of work.
#pragma once

#include "core/json.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "fulfillment/own_prefix.hpp"

#include <optional>
#include <string>

namespace route9::gateway {

/// A serial whose SSCC somebody has given to a parcel by hand is passed over. Errors: state_forbids
/// (no prefix, all serials are used up).
Result<std::string> next_sscc(Tx& tx, const TenantId& tenant);

/// `asked`: whether whoever packs wants an SSCC; nullopt = as the company has it, and `drawn` where
/// its numbers are used up. Errors: those of next_sscc, when one is asked for.
Result<std::string> code_for_parcel(
    Tx& tx, const TenantId& tenant, const std::optional<bool>& asked, const std::string& drawn
);
/// An SSCC where the company has a prefix with numbers left, else `drawn`.
std::string code_for_aggregate(Tx& tx, const TenantId& tenant, const std::string& drawn);

/// With how many numbers are left, and the next one.
Json prefix_view(const fulfillment::OwnPrefix& prefix);
/// Where none is set.
Json no_prefix_view();

} // namespace route9::gateway
