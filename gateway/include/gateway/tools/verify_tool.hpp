// SPDX-License-Identifier: Apache-2.0
// `route9 verify webhook`: is this delivery signed by its platform, and if not, why? The body is a
// file or standard input, byte for byte. `verify log` and `verify passport` are verify_log_tool's.
// Exit codes: 0 good, 1 not good, 2 usage. Blocking; for the command line.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <span>
#include <string>

namespace route9::gateway {

/// `args` are the words behind `route9 verify`.
int run_verify_tool(
    std::span<const std::string> args,
    std::istream& input,
    std::ostream& output,
    std::ostream& errors,
    const std::filesystem::path& data_directory
);

} // namespace route9::gateway
