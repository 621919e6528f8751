// SPDX-License-Identifier: Apache-2.0
// A declaration for somebody who may see it: staff and brokers see all, a seller its own parcels'.
#pragma once

#include "core/principal.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "fulfillment/declaration_store.hpp"

#include <string_view>

namespace route9::gateway {

/// Error: forbidden.
Result<void> may_read_declarations(const Principal& principal);

/// Error: not_found, also when the key may not see it.
Result<fulfillment::DeclarationRecord>
find_declaration_for(Tx& tx, const Principal& principal, std::string_view id_text);

} // namespace route9::gateway
