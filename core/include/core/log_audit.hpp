// SPDX-License-Identifier: Apache-2.0
// A whole log checked from its files alone: every leaf, every tile and the signed checkpoint belong
// together, and an earlier checkpoint is the beginning of it. For whoever watches a log, and for
// `route9 verify log`. Pure but for the reader it is given. Sources: core/checkpoint.hpp,
// core/log_tile.hpp.
#pragma once

#include "core/checkpoint.hpp"
#include "core/log_tile.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace route9 {

/// The bytes of "tile/entries/000"; nullopt when they cannot be had.
using LogFiles = std::function<std::optional<std::string>(const std::string& path)>;

struct LogFacts {
    Checkpoint checkpoint;
    std::size_t files = 0; // tiles and bundles that were compared
};

/// `earlier` is a checkpoint kept from before. Error: validation_failed; the pointer is the file
/// that does not belong to the others.
Result<LogFacts> audit_log(
    std::string_view checkpoint,
    const NoteKey& key,
    const std::optional<Checkpoint>& earlier,
    const LogFiles& files
);

} // namespace route9
