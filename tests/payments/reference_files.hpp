// SPDX-License-Identifier: Apache-2.0
// Foreign reference files for tests: they are not part of the repository and are read from the
// folder that ROUTE9_REFERENCE names. Tests skip themselves when it is not set.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

namespace route9::testing_support {

inline std::optional<std::filesystem::path> reference_folder() {
    const char* folder = std::getenv("ROUTE9_REFERENCE");
    return folder == nullptr ? std::nullopt : std::optional<std::filesystem::path>{folder};
}

inline std::string read_text(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
}

} // namespace route9::testing_support
