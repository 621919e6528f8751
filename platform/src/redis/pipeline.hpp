// SPDX-License-Identifier: Apache-2.0
// The commands of one connection in their order, without its socket: what is to be written, and
// which command each reply belongs to. Bounded in commands and bytes. Whoever waits is told exactly
// once, in the order of the commands. Lives on its worker.
#pragma once

#include "core/time.hpp"
#include "platform/redis_reply.hpp"
#include "redis/codec.hpp"

#include <cstddef>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace route9::platform::redis {

struct PipelineLimits {
    std::size_t commands_max = 4'096;        // that wait for their replies
    std::size_t bytes_max = 8 * 1024 * 1024; // of them
    ReplyLimits reply{};
};

class Pipeline {
public:
    using Complete = std::move_only_function<void(RedisAnswer)>;

    explicit Pipeline(PipelineLimits limits = {});
    Pipeline(const Pipeline&) = delete;
    Pipeline& operator=(const Pipeline&) = delete;
    /// As abandon().
    ~Pipeline();

    /// `complete` is called later, or now with `full`. It may push again.
    void push(const RedisCommand& command, Complete complete, Tick now);
    /// What is to be written next; empty when there is nothing.
    std::string take_unsent();
    bool has_unsent() const noexcept { return !unsent_.empty(); }
    /// Bytes as they came. False when the connection is of no more use: the peer has broken the
    /// protocol, or it does not take writes any more.
    bool receive(std::string_view bytes);
    /// Since when the oldest command waits for its reply.
    std::optional<Tick> waiting_since() const;
    std::size_t size() const noexcept { return waiting_.size(); }
    /// The connection is gone: whoever waits hears `lost`, and the next one starts anew.
    void abandon();

private:
    struct Waiting {
        Complete complete;
        std::size_t bytes;
        Tick since;
    };

    PipelineLimits limits_;
    ReplyReader reader_;
    std::deque<Waiting> waiting_;
    std::size_t bytes_ = 0;
    std::string unsent_;
};

} // namespace route9::platform::redis
