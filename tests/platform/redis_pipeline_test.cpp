// SPDX-License-Identifier: Apache-2.0
#include "redis/pipeline.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace route9::platform::redis {
namespace {

constexpr Tick kStart{std::chrono::hours{1}};

/// Pushes commands by name and writes down who heard what, in the order of hearing.
class RedisPipeline : public testing::Test {
protected:
    void push(Pipeline& pipeline, const std::string& name, Tick now = kStart) {
        pipeline.push(
            {"GET", name}, [this, name](const RedisAnswer& answer) { note(name, answer); }, now
        );
    }

    void note(const std::string& name, const RedisAnswer& answer) {
        constexpr const char* faults[] = {"away", "full", "late", "lost"};
        heard.push_back(
            name + "=" + (answer ? answer->text : faults[static_cast<std::size_t>(answer.error())])
        );
    }

    using Heard = std::vector<std::string>;
    Heard heard;
};

TEST_F(RedisPipeline, GivesEachReplyToItsCommand) {
    Pipeline pipeline;
    push(pipeline, "a");
    push(pipeline, "b");
    EXPECT_EQ(
        pipeline.take_unsent(), "*2\r\n$3\r\nGET\r\n$1\r\na\r\n*2\r\n$3\r\nGET\r\n$1\r\nb\r\n"
    );
    EXPECT_FALSE(pipeline.has_unsent());
    EXPECT_TRUE(pipeline.receive("+1\r\n+"));
    push(pipeline, "c");
    EXPECT_TRUE(pipeline.receive("2\r\n-ERR 3\r\n"));
    EXPECT_EQ(heard, (Heard{"a=1", "b=2", "c=ERR 3"}));
}

TEST_F(RedisPipeline, SaysSinceWhenTheOldestCommandWaits) {
    Pipeline pipeline;
    EXPECT_EQ(pipeline.waiting_since(), std::nullopt);
    push(pipeline, "a", kStart);
    push(pipeline, "b", kStart + Seconds{1});
    EXPECT_EQ(pipeline.waiting_since(), kStart);
    pipeline.receive("+1\r\n");
    EXPECT_EQ(pipeline.waiting_since(), kStart + Seconds{1});
}

TEST_F(RedisPipeline, RefusesMoreCommandsThanItsLimit) {
    Pipeline pipeline{{.commands_max = 2}};
    push(pipeline, "a");
    push(pipeline, "b");
    push(pipeline, "c");
    EXPECT_EQ(heard, (Heard{"c=full"}));
    const std::string wire = pipeline.take_unsent();
    EXPECT_EQ(wire.find("c\r\n"), std::string::npos);
    pipeline.receive("+1\r\n");
    push(pipeline, "d");
    EXPECT_EQ(pipeline.size(), 2U);
}

TEST_F(RedisPipeline, RefusesMoreBytesThanItsLimitSentOrNot) {
    Pipeline pipeline{{.bytes_max = 50}}; // two commands of 22
    push(pipeline, "a");
    pipeline.take_unsent();
    push(pipeline, "b");
    push(pipeline, "c");
    EXPECT_EQ(heard, (Heard{"c=full"}));
    pipeline.receive("+1\r\n");
    push(pipeline, "d");
    EXPECT_EQ(heard, (Heard{"c=full", "a=1"}));
}

TEST_F(RedisPipeline, TellsEverybodyWhenTheConnectionIsLostAndStartsAnew) {
    Pipeline pipeline;
    push(pipeline, "a");
    push(pipeline, "b");
    pipeline.take_unsent();
    pipeline.receive("+1\r\n$5\r\nhal");
    push(pipeline, "c");
    pipeline.abandon();
    EXPECT_EQ(heard, (Heard{"a=1", "b=lost", "c=lost"}));
    EXPECT_FALSE(pipeline.has_unsent());
    push(pipeline, "d");
    EXPECT_TRUE(pipeline.receive("+4\r\n")); // nothing is left of the half reply
    EXPECT_EQ(heard.back(), "d=4");
}

TEST_F(RedisPipeline, EndsWithRubbishAnAnswerNobodyAskedForAndAMasterThatIsNone) {
    Pipeline rubbish;
    push(rubbish, "a");
    EXPECT_FALSE(rubbish.receive("HTTP/1.1 200 OK\r\n"));
    Pipeline unasked;
    EXPECT_FALSE(unasked.receive("+OK\r\n"));
    Pipeline demoted;
    push(demoted, "b");
    EXPECT_FALSE(demoted.receive("-READONLY You can't write against a read only replica.\r\n"));
    rubbish.abandon();
    EXPECT_EQ(heard, (Heard{"b=READONLY You can't write against a read only replica.", "a=lost"}));
}

} // namespace
} // namespace route9::platform::redis
