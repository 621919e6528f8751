// SPDX-License-Identifier: Apache-2.0
#include "gateway/command_line.hpp"

#include <string>
#include <vector>

int main(int count, char** words) {
    return route9::gateway::run_command_line(std::vector<std::string>{words + 1, words + count});
}
