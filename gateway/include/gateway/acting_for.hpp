// SPDX-License-Identifier: Apache-2.0
// For whom a request acts. Staff (operator, warehouse, finance) see the tenant and name the seller
// in the member or query `seller`. Every other key is confined to its own party: a seller to its
// goods and orders, and a carrier, marketplace or broker to rows that no seller owns, so that a
// seller's rows are to it like rows that do not exist.
#pragma once

#include "core/json.hpp"
#include "core/principal.hpp"
#include "core/reach.hpp"
#include "core/result.hpp"
#include "gateway/http/request.hpp"

#include <optional>

namespace route9::gateway {

/// The only party whose rows the key sees; nullopt for staff.
std::optional<PartyId> confined_to(const Principal& principal);

/// The same for the engine: the rows a unit that serves this caller may touch.
Reach reach_of(const Principal& principal);

/// A seller's key or staff: others place no orders and put no goods on shelves.
bool acts_for_sellers(const Principal& principal);

/// What the query `seller` names.
std::optional<PartyId> asked_seller(const http::Request& request);

/// The seller a read is confined to: the key's own party, the one asked for, or all (nullopt).
/// Error: not_found when a confined key asks for another, whether there is one or not.
Result<std::optional<PartyId>> seller_filter(const http::Request& request);

/// The seller a write is for; a key confined to another party adds an error at "/seller".
PartyId seller_of(const Principal& principal, ObjectReader& reader, FieldErrors& errors);

} // namespace route9::gateway
