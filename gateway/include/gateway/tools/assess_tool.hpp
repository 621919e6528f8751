// SPDX-License-Identifier: Apache-2.0
// `route9 assess FILE [--rules DIR]`: duties, taxes, forms and flags of consignments, by the
// built-in rule tables or those of a directory. "-" reads standard input; one document or one a
// line. Exit codes: 0 done, 1 input refused, 2 usage. Blocking; for the command line.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <span>
#include <string>

namespace route9::gateway {

/// `args` are the words behind `route9 assess`.
int run_assess_tool(
    std::span<const std::string> args,
    std::istream& input,
    std::ostream& output,
    std::ostream& errors,
    const std::filesystem::path& data_directory
);

} // namespace route9::gateway
