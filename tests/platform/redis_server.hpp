// SPDX-License-Identifier: Apache-2.0
// A Redis server (or a Sentinel) of this test program's own: on a free port of loopback, with its
// files in a temporary directory; it ends with the program, however that ends. Used on the main
// thread.
#pragma once

#include "temporary_directory.hpp"

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace route9::tests {

class RedisServer {
public:
    enum class Kind : std::uint8_t { redis, sentinel };

    /// Started; `lines` go into its configuration.
    explicit RedisServer(std::vector<std::string> lines = {}, Kind kind = Kind::redis);
    ~RedisServer();
    RedisServer(const RedisServer&) = delete;
    RedisServer& operator=(const RedisServer&) = delete;

    std::uint16_t port() const noexcept { return port_; }
    /// "redis://127.0.0.1:PORT".
    std::string url() const;
    /// The reply as text, one line an item. Throws std::runtime_error when there is none.
    std::string run(const std::vector<std::string>& words) const;

    /// SIGKILL; nothing is kept.
    void kill();
    /// Again, on the same port.
    void start();
    /// Stands still with its connections open, until resume().
    void pause() const;
    void resume() const;

private:
    void write_configuration() const;
    bool answers() const;

    Kind kind_;
    std::vector<std::string> lines_;
    std::uint16_t port_ = 0;
    TemporaryDirectory directory_{};
    pid_t server_ = -1;
};

} // namespace route9::tests
