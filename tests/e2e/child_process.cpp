// SPDX-License-Identifier: Apache-2.0
#include "child_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace route9::e2e {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kReadBytes = 4'096;
constexpr int kSignalBase = 128;

bool readable(int descriptor, std::chrono::milliseconds patience) {
    pollfd wanted{.fd = descriptor, .events = POLLIN, .revents = 0};
    return ::poll(&wanted, 1, static_cast<int>(patience.count())) > 0;
}

std::chrono::milliseconds left_until(Clock::time_point end) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now());
    return std::max(left, std::chrono::milliseconds{0});
}

pid_t spawn(
    const std::vector<std::string>& words, int output, const std::filesystem::path& error_file
) {
    std::vector<std::string> copies{words};
    std::vector<char*> arguments;
    arguments.reserve(copies.size() + 1);
    for (std::string& word : copies) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    ::posix_spawn_file_actions_addopen(
        &actions, STDERR_FILENO, error_file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600
    );
    pid_t child = -1;
    const int failed =
        ::posix_spawn(&child, arguments.front(), &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) {
        throw std::runtime_error("cannot start " + words.front());
    }
    return child;
}

} // namespace

ChildProcess::ChildProcess(
    const std::vector<std::string>& words, const std::filesystem::path& error_file
) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        throw std::runtime_error("no pipe");
    }
    output_ = ends[0];
    try {
        id_ = spawn(words, ends[1], error_file);
    } catch (...) {
        ::close(ends[0]);
        ::close(ends[1]);
        throw;
    }
    ::close(ends[1]);
    handle_ = static_cast<int>(::syscall(SYS_pidfd_open, id_, 0));
}

ChildProcess::~ChildProcess() {
    if (!ended_) {
        signal(SIGKILL);
        ::waitpid(id_, nullptr, 0);
    }
    ::close(handle_);
    ::close(output_);
}

bool ChildProcess::fill(std::chrono::milliseconds patience) {
    if (!readable(output_, patience)) {
        return false;
    }
    std::array<char, kReadBytes> buffer{};
    const auto count = ::read(output_, buffer.data(), buffer.size());
    if (count > 0) {
        pending_.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return count > 0;
}

std::optional<std::string> ChildProcess::read_line(std::chrono::milliseconds patience) {
    const auto end = Clock::now() + patience;
    while (true) {
        if (const auto at = pending_.find('\n'); at != std::string::npos) {
            std::string line = pending_.substr(0, at);
            pending_.erase(0, at + 1);
            return line;
        }
        if (!fill(left_until(end))) {
            return std::nullopt;
        }
    }
}

std::string ChildProcess::read_rest(std::chrono::milliseconds patience) {
    const auto end = Clock::now() + patience;
    while (fill(left_until(end))) {}
    return std::move(pending_);
}

void ChildProcess::signal(int number) const {
    ::kill(id_, number);
}

int ChildProcess::wait(std::chrono::milliseconds patience) {
    if (ended_) {
        return *ended_;
    }
    if (!readable(handle_, patience)) {
        signal(SIGKILL);
    }
    int status = 0;
    ::waitpid(id_, &status, 0);
    ended_ = WIFEXITED(status) ? WEXITSTATUS(status) : kSignalBase + WTERMSIG(status);
    return *ended_;
}

} // namespace route9::e2e
