// SPDX-License-Identifier: Apache-2.0
#include "wall_clock.hpp"

#include "running_server.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace route9::e2e {
namespace {

constexpr const char* kLibrary = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";

} // namespace

WallClock::WallClock(const std::filesystem::path& directory) : file_(directory / "wall_clock") {
    set_ahead(std::chrono::seconds{0});
}

void WallClock::set_ahead(std::chrono::seconds lead) const {
    const auto real = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const std::chrono::seconds offset = business_now() + lead - real;
    const std::filesystem::path next = file_.string() + ".next"; // never read half-written
    std::ofstream{next} << (offset.count() < 0 ? "" : "+") << offset.count() << "\n";
    std::filesystem::rename(next, file_);
}

std::vector<std::string> WallClock::around(std::vector<std::string> command) const {
    const auto own = std::ranges::find(command, "--clock-start");
    command.erase(own, own + 2);
    std::vector<std::string> words{
        "/usr/bin/env",
        std::string{"LD_PRELOAD="} + kLibrary,
        "FAKETIME_TIMESTAMP_FILE=" + file_.string(),
        "FAKETIME_CACHE_DURATION=1",
        "FAKETIME_DONT_FAKE_MONOTONIC=1",
    };
    std::ranges::move(command, std::back_inserter(words));
    return words;
}

} // namespace route9::e2e
