// SPDX-License-Identifier: Apache-2.0
#include "data_file.hpp"

#include <fstream>
#include <iterator>
#include <string_view>

namespace route9::gateway {

Result<std::string> read_data_file(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    if (!in) {
        return fail(
            ErrorCode::validation_failed, file.string() + " cannot be read: give --data DIR"
        );
    }
    return std::string{std::istreambuf_iterator<char>{in}, {}};
}

Result<adapters::ProfileTable> load_profiles(const std::filesystem::path& data_directory) {
    constexpr std::string_view kFile = "marketplaces/profiles.json";
    const auto text = read_data_file(data_directory / kFile);
    if (!text) {
        return Failure{text.error()};
    }
    return adapters::ProfileTable::parse(*text, kFile);
}

} // namespace route9::gateway
