// SPDX-License-Identifier: Apache-2.0
// Whether the schema that a store has is one this program can serve, on every engine.
#pragma once

#include "platform/migration.hpp"

#include <functional>
#include <span>
#include <string>

namespace route9::platform {

/// `digest_of` gives what was recorded when a version was applied. Error: state_forbids, for a
/// newer schema and for an applied migration that was changed.
Result<SchemaReport> compare_schema(
    int found,
    std::span<const Migration> migrations,
    const std::function<std::string(int version)>& digest_of
);

} // namespace route9::platform
