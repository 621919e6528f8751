// SPDX-License-Identifier: Apache-2.0
// One TCP connection to a Redis or a Sentinel, every wait of which ends. Lives on its worker.
#pragma once

#include "core/time.hpp"
#include "platform/redis_reply.hpp"
#include "platform/redis_url.hpp"
#include "platform/socket.hpp"
#include "platform/timer.hpp"
#include "redis/codec.hpp"

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace route9::platform::redis {

class Link : public std::enable_shared_from_this<Link> {
public:
    explicit Link(const Executor& executor);

    /// Resolves and connects. False when that does not come to be before the deadline.
    task<bool> connect(RedisHost host, Tick deadline);
    /// Sends the commands and reads a reply to each. Nullopt when they do not come.
    task<std::optional<std::vector<RedisReply>>>
    exchange(std::vector<RedisCommand> commands, Tick deadline);

    /// What has come; empty when the connection has ended.
    task<std::string_view> read();
    /// `bytes` stay until then. False when the connection has ended.
    task<bool> write(std::string_view bytes);
    /// Ends whatever waits here.
    void close() noexcept;

private:
    /// Closes at the deadline, unless told another one before.
    void limit(Tick deadline);
    void unlimit() { bell_.expires_at(Tick::max()); }

    static constexpr std::size_t read_bytes = 16 * 1024;

    TcpSocket socket_;
    Timer bell_;
    std::array<char, read_bytes> buffer_{};
};

} // namespace route9::platform::redis
