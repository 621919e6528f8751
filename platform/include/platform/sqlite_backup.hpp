// SPDX-License-Identifier: Apache-2.0
// Copies of a SQLite store: taken while it serves, checked before they get their name, checked
// again before they are put back. Blocking; runs on the caller's thread over its own connection.
#pragma once

#include "core/result.hpp"

#include <cstdint>
#include <filesystem>

namespace route9::platform {

struct BackupFacts {
    int schema_version = 0;
    std::int64_t journal_head = 0; // newest position, 0 without a journal
    std::int64_t size_bytes = 0;
};

/// Copies the store at `source` (serving or not) to `target`, which appears whole or not at all.
/// Throws StoreFailure. `target` is replaced when it exists.
BackupFacts backup(const std::filesystem::path& source, const std::filesystem::path& target);

/// Opens a copy read-only and checks its integrity and its references. Error: validation_failed.
Result<BackupFacts> check_backup(const std::filesystem::path& copy);

/// Puts a checked copy in place of a store that does not exist yet. Errors: validation_failed (the
/// copy), already_exists (the store: move it away first).
Result<BackupFacts> restore(const std::filesystem::path& copy, const std::filesystem::path& store);

} // namespace route9::platform
