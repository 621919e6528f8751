// SPDX-License-Identifier: Apache-2.0
// One child process of the test: its standard output comes through a pipe, its standard error goes
// to a file. Whatever still runs when the object goes is killed. Throws std::runtime_error when the
// program cannot be started.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace route9::e2e {

class ChildProcess {
public:
    /// `words[0]` is the program. Errors of earlier children in the same file are kept.
    ChildProcess(const std::vector<std::string>& words, const std::filesystem::path& error_file);
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;
    ~ChildProcess();

    pid_t id() const noexcept { return id_; }
    /// The next line of standard output without its end; nullopt when the output has ended or
    /// `patience` is over.
    std::optional<std::string> read_line(std::chrono::milliseconds patience);
    /// What is left of standard output, until it ends or `patience` is over.
    std::string read_rest(std::chrono::milliseconds patience);
    void signal(int number) const;
    /// Waits for the end: the exit code, or 128 + the signal that ended it. Kills it when
    /// `patience` is over.
    int wait(std::chrono::milliseconds patience);

private:
    bool fill(std::chrono::milliseconds patience);

    pid_t id_ = -1;
    int handle_ = -1; // pidfd: readable when the child has ended
    int output_ = -1;
    std::string pending_;
    std::optional<int> ended_;
};

} // namespace route9::e2e
