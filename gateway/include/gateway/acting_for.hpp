// SPDX-License-Identifier: Apache-2.0
// For whom a request acts. A seller's key acts for that seller alone; staff (operator, warehouse,
// finance) name the seller in the member or query `seller`.
#pragma once

#include "core/json.hpp"
#include "core/principal.hpp"
#include "core/result.hpp"
#include "gateway/http/request.hpp"

#include <optional>

namespace route9::gateway {

/// The seller a read is confined to: the key's own, the one asked for, or all (nullopt).
std::optional<PartyId> seller_filter(const http::Request& request);

/// The seller a write is for; a key confined to another seller adds an error at "/seller".
PartyId seller_of(const Principal& principal, ObjectReader& reader, FieldErrors& errors);

} // namespace route9::gateway
