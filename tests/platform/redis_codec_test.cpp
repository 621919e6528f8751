// SPDX-License-Identifier: Apache-2.0
#include "redis/codec.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace route9::platform::redis {
namespace {

using namespace std::string_literals;
using Kind = RedisReply::Kind;

RedisReply text(std::string bytes) {
    return {.kind = Kind::text, .text = std::move(bytes)};
}

RedisReply number(std::int64_t value) {
    return {.kind = Kind::integer, .integer = value};
}

std::vector<RedisReply> all_of(ReplyReader& reader) {
    std::vector<RedisReply> replies;
    while (auto reply = reader.next()) {
        replies.push_back(std::move(*reply));
    }
    return replies;
}

TEST(RedisCodec, WritesCommandsWithTheLengthOfEachWord) {
    std::string wire = "before";
    append_command(wire, {"SET", "k\0\r\n"s, ""});
    EXPECT_EQ(wire, "before*3\r\n$3\r\nSET\r\n$4\r\nk\0\r\n\r\n$0\r\n\r\n"s);
}

TEST(RedisCodec, ReadsEveryKindOfReply) {
    ReplyReader reader;
    ASSERT_TRUE(reader.feed("+OK\r\n:-42\r\n$-1\r\n*-1\r\n-ERR no\r\n$3\r\na\r\n\r\n"
                            "*3\r\n:1\r\n*2\r\n$1\r\nx\r\n$-1\r\n*0\r\n"));
    const RedisReply inner{.kind = Kind::list, .items = {text("x"), {}}};
    const RedisReply list{.kind = Kind::list, .items = {number(1), inner, {.kind = Kind::list}}};
    const std::vector<RedisReply> expected{
        text("OK"),
        number(-42),
        {},
        {},
        {.kind = Kind::error, .text = "ERR no"},
        text("a\r\n"),
        list
    };
    EXPECT_EQ(all_of(reader), expected);
    EXPECT_FALSE(reader.is_broken());
}

TEST(RedisCodec, ReadsRepliesThatComeByteByByte) {
    const std::string_view wire = "*2\r\n$5\r\nhello\r\n:7\r\n+PONG\r\n";
    ReplyReader reader;
    std::vector<RedisReply> replies;
    for (const char byte : wire) {
        ASSERT_TRUE(reader.feed({&byte, 1}));
        for (RedisReply& reply : all_of(reader)) {
            replies.push_back(std::move(reply));
        }
    }
    const std::vector<RedisReply> expected{
        {.kind = Kind::list, .items = {text("hello"), number(7)}}, text("PONG")
    };
    EXPECT_EQ(replies, expected);
}

TEST(RedisCodec, GivesUpOnRubbish) {
    for (const std::string_view wire : {
             "HTTP/1.1 400 Bad Request\r\n\r\n",
             "%1\r\n+a\r\n+b\r\n", // a map of RESP3
             "*-2\r\n",
             "$-2\r\n",
             ":twelve\r\n",
             "*99999999999999999999\r\n",
         }) {
        ReplyReader reader;
        reader.feed(wire);
        EXPECT_FALSE(reader.next().has_value()) << wire;
        EXPECT_TRUE(reader.is_broken()) << wire;
        EXPECT_FALSE(reader.feed("+OK\r\n")) << wire;
    }
}

TEST(RedisCodec, KeepsNoMoreOfAReplyThanItsLimit) {
    ReplyReader reader{{.bytes_max = 64, .items_max = 8}};
    for (int i = 0; i < 100; ++i) { // any number of small ones
        ASSERT_TRUE(reader.feed("$10\r\n0123456789\r\n"));
        ASSERT_TRUE(reader.next().has_value());
    }
    ASSERT_TRUE(reader.feed("$1000000\r\n"));
    EXPECT_FALSE(reader.next().has_value());
    EXPECT_FALSE(reader.feed(std::string(64, 'x')));
    EXPECT_TRUE(reader.is_broken());
}

TEST(RedisCodec, MakesNoRoomForMoreItemsThanItsLimit) {
    ReplyReader flat{{.items_max = 8}};
    flat.feed("*1000000000\r\n");
    EXPECT_FALSE(flat.next().has_value());
    EXPECT_TRUE(flat.is_broken());
    ReplyReader nested{{.items_max = 8}}; // 4 + 4 is enough, the third list is not
    nested.feed("*4\r\n*4\r\n*4\r\n");
    EXPECT_FALSE(nested.next().has_value());
    EXPECT_TRUE(nested.is_broken());
    ReplyReader counted_anew{{.items_max = 2}};
    counted_anew.feed("*2\r\n:1\r\n:2\r\n*2\r\n:3\r\n:4\r\n");
    EXPECT_EQ(all_of(counted_anew).size(), 2U);
}

TEST(RedisCodec, GivesUpOnListsInListsWithoutEnd) {
    std::string wire;
    for (int i = 0; i < 100; ++i) {
        wire += "*1\r\n";
    }
    ReplyReader reader;
    reader.feed(wire);
    EXPECT_FALSE(reader.next().has_value());
    EXPECT_TRUE(reader.is_broken());
}

} // namespace
} // namespace route9::platform::redis
