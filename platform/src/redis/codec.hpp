// SPDX-License-Identifier: Apache-2.0
// Redis's wire protocol (RESP2) through hiredis's formatter and parser, without its sockets. What a
// peer may make us keep is bounded: bytes of a reply that is not complete, items of a reply.
#pragma once

#include "platform/redis_reply.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct redisReader;

namespace route9::platform::redis {

struct ReplyLimits {
    std::size_t bytes_max = 4 * 1024 * 1024;
    std::size_t items_max = 16'384; // of all lists in it
};

/// Appends the command as it goes over the wire. Precondition: it has a word.
void append_command(std::string& wire, const RedisCommand& command);

class ReplyReader {
public:
    explicit ReplyReader(ReplyLimits limits = {});

    /// Bytes as they came. False once the peer has broken the protocol or the limits.
    bool feed(std::string_view bytes);
    /// The next complete reply. Nullopt: more bytes are needed, or is_broken().
    std::optional<RedisReply> next();
    bool is_broken() const noexcept { return broken_; }

    /// For the parser: room for so many more items, false when that is too much.
    bool reserve(std::size_t items) noexcept;

private:
    struct Free {
        void operator()(redisReader* reader) const noexcept;
    };

    ReplyLimits limits_;
    std::unique_ptr<redisReader, Free> reader_;
    std::size_t bytes_ = 0; // of the reply that is being read, with what came behind it
    std::size_t items_ = 0;
    bool broken_ = false;
};

} // namespace route9::platform::redis
