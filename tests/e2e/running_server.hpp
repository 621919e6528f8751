// SPDX-License-Identifier: Apache-2.0
// The built program as its users meet it: commands on a store of its own (a file, or a database
// when ROUTE9_TEST_ENGINE is postgresql), and a server on a free port of loopback. Business time
// begins at kBusinessStart, so that gates, trucks and customs rules are the same on every day.
// $ROUTE9_BINARY tests another build.
#pragma once

#include "child_process.hpp"
#include "temporary_directory.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace route9::e2e {

inline constexpr const char* kBusinessStart = "2026-03-10T08:00:00+07:00"; // a Tuesday

/// What a command printed and how it ended.
struct Outcome {
    int exit_code = 0;
    std::string out; // without the last line break
    std::string error;
};

class Site {
public:
    Site();
    /// On this database, as `--store` wants it.
    explicit Site(std::string store);

    const std::filesystem::path& directory() const noexcept { return directory_.path(); }
    std::filesystem::path database() const { return directory() / "route9.db"; }
    /// As `--store` wants it.
    const std::string& store() const noexcept { return store_; }
    /// The database's address; nothing when the store is the file.
    std::optional<std::string> url() const;
    std::filesystem::path master_key() const;
    std::filesystem::path log() const { return directory() / "route9.log"; }
    /// `route9 WORDS…` on this store, while a server holds it or not.
    Outcome run(std::vector<std::string> words) const;
    /// The program, the words, and the options every command takes.
    std::vector<std::string> command(std::vector<std::string> words) const;

private:
    tests::TemporaryDirectory directory_;
    std::string store_;
};

class WallClock;

class RunningServer {
public:
    /// Returns when the server listens. Throws std::runtime_error with its log when it does not.
    /// `options` go to `serve` beside those that every test needs.
    explicit RunningServer(const Site& site, std::vector<std::string> options = {});
    /// On a wall clock that can be set.
    RunningServer(const Site& site, const WallClock& clock, std::vector<std::string> options);

    std::uint16_t port() const noexcept { return port_; }
    /// SIGTERM; the exit code.
    int stop();
    /// Returns at once.
    void signal(int number) const { process_.signal(number); }
    /// The exit code, or 128 + the signal that ended it.
    int await_end();
    /// SIGKILL: nothing is flushed, nothing is said.
    void kill();
    /// From now on none of its files may grow beyond `bytes`; nullopt = as before.
    void limit_file_size(std::optional<std::uintmax_t> bytes) const;
    std::int64_t resident_bytes() const;

private:
    ChildProcess process_;
    std::uint16_t port_ = 0;
};

/// Business time now, as servers and commands of this process see it (to some seconds).
std::chrono::sys_seconds business_now();

} // namespace route9::e2e
