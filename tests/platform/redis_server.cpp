// SPDX-License-Identifier: Apache-2.0
#include "redis_server.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <hiredis/hiredis.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <utility>

namespace route9::tests {
namespace {

constexpr std::chrono::seconds kStartBudget{30};
constexpr timeval kAnswerBudget{.tv_sec = 5, .tv_usec = 0};

std::uint16_t free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    const bool bound =
        ::bind(socket, generic, size) == 0 && ::getsockname(socket, generic, &size) == 0;
    ::close(socket);
    if (!bound) {
        throw std::runtime_error("no port is free");
    }
    return ntohs(address.sin_port);
}

struct Free {
    void operator()(redisContext* context) const noexcept { redisFree(context); }
    void operator()(redisReply* reply) const noexcept { freeReplyObject(reply); }
};

std::string text_of(const redisReply& reply) {
    if (reply.type == REDIS_REPLY_INTEGER) {
        return std::to_string(reply.integer);
    }
    if (reply.type != REDIS_REPLY_ARRAY) {
        return reply.str == nullptr ? "" : std::string{reply.str, reply.len};
    }
    std::string text;
    for (std::size_t i = 0; i < reply.elements; ++i) {
        text += text_of(*reply.element[i]) + "\n";
    }
    return text;
}

} // namespace

RedisServer::RedisServer(std::vector<std::string> lines, Kind kind)
    : kind_(kind), lines_(std::move(lines)), port_(free_port()) {
    write_configuration();
    start();
}

RedisServer::~RedisServer() {
    kill();
}

std::string RedisServer::url() const {
    return "redis://127.0.0.1:" + std::to_string(port_);
}

void RedisServer::write_configuration() const {
    std::ofstream file{directory_.path() / "redis.conf"};
    file << "bind 127.0.0.1\nport " << port_ << "\ndir " << directory_.path().native() << '\n';
    if (kind_ == Kind::redis) {
        file << "save \"\"\nappendonly no\nenable-debug-command local\n";
    }
    for (const std::string& line : lines_) {
        file << line << '\n';
    }
}

void RedisServer::start() {
    const std::string configuration = directory_.path() / "redis.conf";
    const std::string log = directory_.path() / "redis.log";
    const char* program =
        kind_ == Kind::redis ? "/usr/bin/redis-server" : "/usr/bin/redis-sentinel";
    server_ = ::fork();
    if (server_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        ::dup2(out, STDOUT_FILENO);
        ::dup2(out, STDERR_FILENO);
        ::execl(program, program, configuration.c_str(), nullptr);
        ::_exit(127);
    }
    const auto until = std::chrono::steady_clock::now() + kStartBudget;
    while (!answers()) {
        if (std::chrono::steady_clock::now() > until) {
            throw std::runtime_error("Redis does not start: is redis-server installed?");
        }
        ::poll(nullptr, 0, 5);
    }
}

/// A refusal for want of a password is an answer too.
bool RedisServer::answers() const {
    try {
        run({"PING"});
        return true;
    } catch (const std::runtime_error&) {
        return false;
    }
}

std::string RedisServer::run(const std::vector<std::string>& words) const {
    const std::unique_ptr<redisContext, Free> context{
        redisConnectWithTimeout("127.0.0.1", port_, kAnswerBudget)
    };
    if (context == nullptr || context->err != 0) {
        throw std::runtime_error("no connection to Redis");
    }
    redisSetTimeout(context.get(), kAnswerBudget);
    std::vector<const char*> texts;
    std::vector<std::size_t> sizes;
    for (const std::string& word : words) {
        texts.push_back(word.data());
        sizes.push_back(word.size());
    }
    const std::unique_ptr<redisReply, Free> reply{static_cast<redisReply*>(
        redisCommandArgv(context.get(), static_cast<int>(texts.size()), texts.data(), sizes.data())
    )};
    if (reply == nullptr) {
        throw std::runtime_error("no answer from Redis");
    }
    return text_of(*reply);
}

void RedisServer::kill() {
    if (server_ > 0) {
        ::kill(server_, SIGKILL);
        ::waitpid(server_, nullptr, 0);
        server_ = -1;
    }
}

void RedisServer::pause() const {
    ::kill(server_, SIGSTOP);
}

void RedisServer::resume() const {
    ::kill(server_, SIGCONT);
}

} // namespace route9::tests
