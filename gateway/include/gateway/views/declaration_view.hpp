// SPDX-License-Identifier: Apache-2.0
// A customs declaration as the API shows it, with its assessment line by line or the facts that are
// missing.
#pragma once

#include "core/json.hpp"
#include "fulfillment/declaration_store.hpp"

namespace route9::gateway {

Json declaration_view(const fulfillment::DeclarationRecord& declaration);

} // namespace route9::gateway
