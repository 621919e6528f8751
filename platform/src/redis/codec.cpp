// SPDX-License-Identifier: Apache-2.0
#include "redis/codec.hpp"

#include "core/assert.hpp"

#include <hiredis/hiredis.h>

#include <new>
#include <utility>
#include <vector>

namespace route9::platform::redis {
namespace {

/// Where the parser's next object goes: into its list, or on its own. Lists have their full size
/// from the start, so that objects stay where they are. No exception may pass the parser: null
/// makes it give up.
RedisReply* place_of(const redisReadTask* task) noexcept {
    if (task->parent == nullptr) {
        return new (std::nothrow) RedisReply{};
    }
    auto* list = static_cast<RedisReply*>(task->parent->obj);
    return &list->items[static_cast<std::size_t>(task->idx)];
}

void drop(const redisReadTask* task, RedisReply* reply) noexcept {
    if (task->parent == nullptr) {
        delete reply;
    }
}

void* make_text(const redisReadTask* task, char* bytes, std::size_t size) noexcept {
    RedisReply* reply = place_of(task);
    if (reply == nullptr) {
        return nullptr;
    }
    try {
        reply->text.assign(bytes, size);
    } catch (const std::bad_alloc&) {
        drop(task, reply);
        return nullptr;
    }
    reply->kind =
        task->type == REDIS_REPLY_ERROR ? RedisReply::Kind::error : RedisReply::Kind::text;
    return reply;
}

void* make_list(const redisReadTask* task, int size) noexcept {
    auto* reader = static_cast<ReplyReader*>(task->privdata);
    const auto items = static_cast<std::size_t>(size);
    RedisReply* reply = reader->reserve(items) ? place_of(task) : nullptr;
    if (reply == nullptr) {
        return nullptr;
    }
    try {
        reply->items.resize(items);
    } catch (const std::bad_alloc&) {
        drop(task, reply);
        return nullptr;
    }
    reply->kind = RedisReply::Kind::list;
    return reply;
}

void* make_integer(const redisReadTask* task, long long number) noexcept {
    RedisReply* reply = place_of(task);
    if (reply != nullptr) {
        reply->kind = RedisReply::Kind::integer;
        reply->integer = number;
    }
    return reply;
}

void* make_nothing(const redisReadTask* task) noexcept {
    return place_of(task);
}

void free_reply(void* reply) noexcept {
    delete static_cast<RedisReply*>(reply);
}

// The parser's interface wants it mutable; it never writes to it.
redisReplyObjectFunctions functions{make_text, make_list, make_integer, make_nothing, free_reply};

} // namespace

void append_command(std::string& wire, const RedisCommand& command) {
    ROUTE9_ASSERT(!command.empty());
    std::vector<const char*> words;
    std::vector<std::size_t> sizes;
    words.reserve(command.size());
    sizes.reserve(command.size());
    for (const std::string& word : command) {
        words.push_back(word.data());
        sizes.push_back(word.size());
    }
    char* text = nullptr;
    const int size =
        redisFormatCommandArgv(&text, static_cast<int>(words.size()), words.data(), sizes.data());
    if (size < 0) {
        throw std::bad_alloc{};
    }
    const std::unique_ptr<char, decltype(&redisFreeCommand)> owned{text, &redisFreeCommand};
    wire.append(text, static_cast<std::size_t>(size));
}

void ReplyReader::Free::operator()(redisReader* reader) const noexcept {
    redisReaderFree(reader);
}

ReplyReader::ReplyReader(ReplyLimits limits)
    : limits_(limits), reader_(redisReaderCreateWithFunctions(&functions)) {
    if (!reader_) {
        throw std::bad_alloc{};
    }
}

bool ReplyReader::feed(std::string_view bytes) {
    bytes_ += bytes.size();
    broken_ = broken_ || bytes_ > limits_.bytes_max ||
              redisReaderFeed(reader_.get(), bytes.data(), bytes.size()) != REDIS_OK;
    return !broken_;
}

std::optional<RedisReply> ReplyReader::next() {
    if (broken_) {
        return std::nullopt;
    }
    reader_->privdata = this; // this object may have been moved
    void* reply = nullptr;
    if (redisReaderGetReply(reader_.get(), &reply) != REDIS_OK) {
        broken_ = true;
        return std::nullopt;
    }
    if (reply == nullptr) {
        return std::nullopt;
    }
    items_ = 0;
    bytes_ = reader_->len - reader_->pos;
    const std::unique_ptr<RedisReply> owned{static_cast<RedisReply*>(reply)};
    return std::move(*owned);
}

bool ReplyReader::reserve(std::size_t items) noexcept {
    items_ += items;
    return items_ <= limits_.items_max;
}

} // namespace route9::platform::redis
