// SPDX-License-Identifier: Apache-2.0
// Single files of the data directory, for commands that need no whole catalogue. Blocking.
#pragma once

#include "adapters/marketplaces/profile.hpp"
#include "core/result.hpp"

#include <filesystem>
#include <string>

namespace route9::gateway {

/// Error: validation_failed, which names the file and --data.
Result<std::string> read_data_file(const std::filesystem::path& file);
Result<adapters::ProfileTable> load_profiles(const std::filesystem::path& data_directory);

} // namespace route9::gateway
