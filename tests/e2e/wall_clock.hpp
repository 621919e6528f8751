// SPDX-License-Identifier: Apache-2.0
// The wall clock of the servers that are told of it, which can be set while they run (libfaketime).
// It shows business time as tests have it; the monotonic clock goes on as it does.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace route9::e2e {

class WallClock {
public:
    explicit WallClock(const std::filesystem::path& directory);

    /// How far it leads from now on; servers see it within a second.
    void set_ahead(std::chrono::seconds lead) const;
    /// The same command, under this clock instead of one of its own.
    std::vector<std::string> around(std::vector<std::string> command) const;

private:
    std::filesystem::path file_;
};

} // namespace route9::e2e
