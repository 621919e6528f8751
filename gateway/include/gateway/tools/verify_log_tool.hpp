// SPDX-License-Identifier: Apache-2.0
// `route9 verify log DIRECTORY|URL` and `route9 verify passport FILE`: does what was logged hold,
// without asking whoever logged it? Exit codes: 0 it holds, 1 it does not, 2 usage. Blocking; for
// the command line.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace route9::gateway {

/// `args` are the words behind `route9 verify log`.
int run_verify_log_tool(
    std::span<const std::string> args, std::ostream& output, std::ostream& errors
);

/// `args` are the words behind `route9 verify passport`.
int run_verify_passport_tool(
    std::span<const std::string> args,
    std::istream& input,
    std::ostream& output,
    std::ostream& errors
);

} // namespace route9::gateway
