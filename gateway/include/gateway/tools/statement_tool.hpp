// SPDX-License-Identifier: Apache-2.0
// `route9 statement parse FILE`: a bank's camt, MT940, MT942 or CSV file as normalised lines. "-"
// reads standard input. Exit codes: 0 done, 1 input refused, 2 usage. Blocking; for the command
// line.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <span>
#include <string>

namespace route9::gateway {

/// `args` are the words behind `route9 statement`.
int run_statement_tool(
    std::span<const std::string> args,
    std::istream& input,
    std::ostream& output,
    std::ostream& errors,
    const std::filesystem::path& data_directory
);

} // namespace route9::gateway
