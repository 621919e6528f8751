// SPDX-License-Identifier: Apache-2.0
// A master, its replica and a Sentinel: whoever asks the Sentinel finds the master that takes
// writes, also after a failover.
#include "redis_server.hpp"
#include "redis_under_test.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

using namespace std::chrono_literals;

std::vector<std::string> replica_of(const RedisServer& master) {
    return {"replicaof 127.0.0.1 " + std::to_string(master.port()), "repl-diskless-sync-delay 0"};
}

std::vector<std::string> watching(const RedisServer& master, std::vector<std::string> more = {}) {
    std::vector<std::string> lines{
        "sentinel monitor corridor 127.0.0.1 " + std::to_string(master.port()) + " 1",
        "sentinel down-after-milliseconds corridor 500",
        "sentinel failover-timeout corridor 1000",
    };
    lines.insert(lines.end(), more.begin(), more.end());
    return lines;
}

std::string url_of(const RedisServer& sentinel, const std::string& after = "/corridor") {
    return "redis+sentinel://127.0.0.1:" + std::to_string(sentinel.port()) + after;
}

TEST(RedisSentinel, LeadsToTheNewMasterWhenTheOldOneDies) {
    RedisServer master{{"repl-diskless-sync-delay 0"}};
    const RedisServer replica{replica_of(master)};
    const RedisServer sentinel{watching(master), RedisServer::Kind::sentinel};
    RedisUnderTest redis{url_of(sentinel)};
    redis.await_connected();
    ASSERT_TRUE(eventually([&] {
        return replica.run({"INFO", "replication"}).find("master_link_status:up") !=
                   std::string::npos &&
               sentinel.run({"SENTINEL", "replicas", "corridor"})
                       .find(std::to_string(replica.port())) != std::string::npos;
    }));
    ASSERT_EQ(redis.text_of({"SET", "before", "1"}), "OK");
    master.kill();
    ASSERT_TRUE(eventually([&] { return redis.text_of({"SET", "after", "2"}, 1s) == "OK"; }));
    EXPECT_EQ(replica.run({"GET", "after"}), "2");
    EXPECT_TRUE(replica.run({"ROLE"}).starts_with("master"));
}

TEST(RedisSentinel, AsksTheNextSentinelWhenTheFirstIsGone) {
    const RedisServer master;
    const RedisServer sentinel{watching(master), RedisServer::Kind::sentinel};
    RedisServer gone;
    gone.kill();
    RedisUnderTest redis{
        "redis+sentinel://127.0.0.1:" + std::to_string(gone.port()) +
        ",127.0.0.1:" + std::to_string(sentinel.port()) + "/corridor/2"
    };
    redis.await_connected();
    EXPECT_EQ(redis.text_of({"SET", "k", "v"}), "OK");
    EXPECT_NE(master.run({"INFO", "keyspace"}).find("db2:keys=1"), std::string::npos);
}

TEST(RedisSentinel, ShowsSentinelsAnAccountOfTheirOwn) {
    const RedisServer master{{"requirepass redis-secret"}};
    const RedisServer sentinel{
        watching(
            master, {"sentinel auth-pass corridor redis-secret", "requirepass sentinel-secret"}
        ),
        RedisServer::Kind::sentinel
    };
    const std::string place = "127.0.0.1:" + std::to_string(sentinel.port()) + "/corridor";
    RedisUnderTest redis{
        "redis+sentinel://:redis-secret@" + place + "?sentinel_password=sentinel-secret"
    };
    redis.await_connected();
    EXPECT_EQ(redis.text_of({"ECHO", "in"}), "in");
    RedisUnderTest stranger{"redis+sentinel://:redis-secret@" + place};
    EXPECT_TRUE(eventually([&] { return stranger.client().counters().connects_failed.load() >= 2; })
    );
    EXPECT_FALSE(stranger.client().connected());
}

TEST(RedisSentinel, IsAwayForAMasterNobodyKnows) {
    const RedisServer master;
    const RedisServer sentinel{watching(master), RedisServer::Kind::sentinel};
    RedisUnderTest redis{url_of(sentinel, "/another")};
    EXPECT_TRUE(eventually([&] { return redis.client().counters().connects_failed.load() >= 2; }));
    EXPECT_FALSE(redis.client().connected());
}

TEST(RedisSentinel, DoesNotWriteToAReplicaThatASentinelStillCallsMaster) {
    const RedisServer master;
    const RedisServer sentinel{watching(master), RedisServer::Kind::sentinel};
    const RedisServer other;
    RedisUnderTest redis{url_of(sentinel)};
    redis.await_connected();
    // It becomes a replica behind the Sentinel's back, as after a partition.
    master.run({"REPLICAOF", "127.0.0.1", std::to_string(other.port())});
    EXPECT_EQ(redis.text_of({"SET", "k", "v"}).substr(0, 8), "READONLY");
    EXPECT_TRUE(eventually([&] { return redis.client().counters().connects_failed.load() >= 1; }));
}

} // namespace
} // namespace route9::tests
