// SPDX-License-Identifier: Apache-2.0
// How many rows the values of a bulk statement are, on every engine.
#pragma once

#include "core/tx.hpp"

#include <cstddef>
#include <span>

namespace route9::platform {

/// Throws StoreFailure(misuse) when they are none, too many or not whole.
std::size_t bulk_rows(const BulkStatement& statement, std::span<const Param> values);

} // namespace route9::platform
