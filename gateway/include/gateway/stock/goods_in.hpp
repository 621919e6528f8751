// SPDX-License-Identifier: Apache-2.0
// Where goods may come in: a tenant that has named its warehouses takes them in nowhere else; what
// lies elsewhere may still leave. Called on the engine's thread, inside a unit of work.
#pragma once

#include "core/names.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"

#include <string>

namespace route9::gateway {

/// Error: validation_failed at /warehouse, naming those there are.
Result<void> takes_goods_in(Tx& tx, const TenantId& tenant, const std::string& warehouse);

} // namespace route9::gateway
