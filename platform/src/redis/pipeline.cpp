// SPDX-License-Identifier: Apache-2.0
#include "redis/pipeline.hpp"

#include <utility>

namespace route9::platform::redis {
namespace {

/// A master that has become a replica: another one takes the writes now.
bool is_demoted(const RedisReply& reply) {
    return reply.is_error("READONLY");
}

} // namespace

Pipeline::Pipeline(PipelineLimits limits) : limits_(limits), reader_(limits.reply) {}

Pipeline::~Pipeline() {
    abandon();
}

void Pipeline::push(const RedisCommand& command, Complete complete, Tick now) {
    const std::size_t before = unsent_.size();
    append_command(unsent_, command);
    const std::size_t size = unsent_.size() - before;
    if (waiting_.size() >= limits_.commands_max || bytes_ + size > limits_.bytes_max) {
        unsent_.resize(before);
        complete(std::unexpected{RedisFault::full});
        return;
    }
    bytes_ += size;
    waiting_.push_back({std::move(complete), size, now});
}

std::string Pipeline::take_unsent() {
    return std::exchange(unsent_, {});
}

bool Pipeline::receive(std::string_view bytes) {
    if (!reader_.feed(bytes)) {
        return false;
    }
    bool demoted = false;
    while (auto reply = reader_.next()) {
        if (waiting_.empty()) {
            return false; // an answer nobody has asked for
        }
        demoted = demoted || is_demoted(*reply);
        Waiting first = std::move(waiting_.front());
        waiting_.pop_front();
        bytes_ -= first.bytes;
        first.complete(std::move(*reply));
    }
    return !reader_.is_broken() && !demoted;
}

std::optional<Tick> Pipeline::waiting_since() const {
    return waiting_.empty() ? std::nullopt : std::optional{waiting_.front().since};
}

void Pipeline::abandon() {
    // Whoever hears it may push again, for the next connection.
    std::deque<Waiting> lost = std::exchange(waiting_, {});
    bytes_ = 0;
    unsent_.clear();
    reader_ = ReplyReader{limits_.reply};
    for (Waiting& waiting : lost) {
        waiting.complete(std::unexpected{RedisFault::lost});
    }
}

} // namespace route9::platform::redis
