// SPDX-License-Identifier: Apache-2.0
// What is said to Redis and what it answers, as values.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace route9::platform {

/// The words of a command; any bytes.
using RedisCommand = std::vector<std::string>;

struct RedisReply {
    enum class Kind : std::uint8_t { nothing, integer, text, error, list };

    Kind kind = Kind::nothing;
    std::int64_t integer = 0;
    std::string text{}; // of a text or an error
    std::vector<RedisReply> items{};

    bool is_error(std::string_view code) const noexcept {
        return kind == Kind::error && text.starts_with(code);
    }

    friend bool operator==(const RedisReply&, const RedisReply&) = default;
};

/// Why there is no reply. `away`, `full`: the command was not sent. `late`, `lost`: it may have
/// been carried out.
enum class RedisFault : std::uint8_t { away, full, late, lost };

using RedisAnswer = std::expected<RedisReply, RedisFault>;

} // namespace route9::platform
