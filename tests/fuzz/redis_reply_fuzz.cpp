// SPDX-License-Identifier: Apache-2.0
// Whatever a peer sends where Redis's replies are expected is read within the limits, and in the
// same way however it is cut into pieces.
#include "core/assert.hpp"
#include "redis/codec.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace route9::platform::redis {
namespace {

constexpr ReplyLimits kLimits{.bytes_max = 4'096, .items_max = 64};

struct Read {
    std::vector<RedisReply> replies;
    bool is_broken = false;
};

Read read_in_pieces(std::string_view wire, std::size_t piece) {
    ReplyReader reader{kLimits};
    Read read;
    while (!wire.empty() && reader.feed(wire.substr(0, piece))) {
        while (auto reply = reader.next()) {
            read.replies.push_back(std::move(*reply));
        }
        wire.remove_prefix(std::min(piece, wire.size()));
    }
    read.is_broken = reader.is_broken();
    return read;
}

std::size_t items_of(const RedisReply& reply) {
    std::size_t items = reply.items.size();
    for (const RedisReply& item : reply.items) {
        items += items_of(item);
    }
    return items;
}

} // namespace
} // namespace route9::platform::redis

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace route9::platform::redis;
    if (size == 0 || size > kLimits.bytes_max) {
        return 0;
    }
    const std::string_view wire{reinterpret_cast<const char*>(data), size};
    const Read whole = read_in_pieces(wire, size);
    const Read pieces = read_in_pieces(wire, 1 + data[0] % 7);
    ROUTE9_ASSERT(whole.replies == pieces.replies);
    ROUTE9_ASSERT(whole.is_broken == pieces.is_broken);
    for (const auto& reply : whole.replies) {
        ROUTE9_ASSERT(items_of(reply) <= kLimits.items_max);
    }
    return 0;
}
