// SPDX-License-Identifier: Apache-2.0
// The program `route9`: which command runs. Exit codes: 0 done, 1 refused or failed, 2 usage.
#pragma once

#include <string>
#include <vector>

namespace route9::gateway {

int run_command_line(std::vector<std::string> words);

} // namespace route9::gateway
