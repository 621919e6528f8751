// SPDX-License-Identifier: Apache-2.0
#include "platform/redis_feeds.hpp"

#include <utility>

namespace route9::platform {

RedisFeeds::RedisFeeds(
    RedisClient& client,
    WakeupBoard& board,
    RedisFeedsOptions options,
    std::function<void(std::string_view feed)> otherwise
)
    : client_(client), board_(board), options_(std::move(options)),
      otherwise_(std::move(otherwise)) {}

void RedisFeeds::announce(std::string_view feed) {
    bool first = false;
    bool taken = client_.connected();
    if (taken) {
        const std::scoped_lock lock{mutex_};
        first = waiting_.empty();
        taken = waiting_.size() < options_.feeds_max;
        if (taken) {
            waiting_.emplace(feed);
        }
    }
    if (!taken) {
        otherwise_(feed);
    } else if (first) {
        client_.worker().post([this] { publish(); });
    }
}

RedisListener RedisFeeds::listener() {
    return {
        .on_message = [this](std::string_view message) { hear(message); },
        .on_gap = [this](bool hears) { hear_gap(hears); },
    };
}

void RedisFeeds::publish() {
    std::set<std::string, std::less<>> feeds;
    {
        const std::scoped_lock lock{mutex_};
        feeds.swap(waiting_);
    }
    for (const std::string& feed : feeds) {
        const RedisCommand command{"PUBLISH", options_.channel, options_.self + " " + feed};
        client_.submit(command, [this, feed](const RedisAnswer& answer) {
            if (!answer || answer->kind == RedisReply::Kind::error) {
                otherwise_(feed);
            }
        });
    }
}

void RedisFeeds::hear(std::string_view message) {
    const auto space = message.find(' ');
    if (space != std::string_view::npos && message.substr(0, space) != options_.self) {
        board_.wake(message.substr(space + 1));
    }
}

void RedisFeeds::hear_gap(bool hears) {
    const Tick now = std::chrono::steady_clock::now();
    if (hears || now - looked_ >= options_.deaf_look) {
        looked_ = now;
        board_.wake_all();
    }
}

} // namespace route9::platform
