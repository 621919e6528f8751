// SPDX-License-Identifier: Apache-2.0
// Answers kept a second time in Redis: found for the same request only, sealed, and gone with the
// day.
#include "gateway/answer_cache.hpp"
#include "redis_server.hpp"
#include "redis_under_test.hpp"
#include "services_under_test.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace route9::tests {
namespace {

using gateway::AnswerCache;
using gateway::IdempotencyClaim;
using gateway::http::Response;
using Found = Result<std::optional<Response>>;

constexpr const char* kKey = "order-of-Ms.Hoa,0912345678";

class AnswersInRedis : public testing::Test {
protected:
    void SetUp() override { redis_.await_connected(); }

    IdempotencyClaim claim(const std::string& body, const std::string& key = kKey) {
        const std::vector<gateway::http::Field> fields{{"Idempotency-Key", key}};
        gateway::http::Request request;
        request.target.path = "/v1/orders";
        request.headers = gateway::http::Headers{fields};
        request.body = body;
        request.deadline = ServicesUnderTest::deadline();
        request.principal = under_test_.principal(Role::seller);
        gateway::Services& services = under_test_.services();
        return under_test_
            .run([&] {
                return gateway::claim_idempotency(
                    services.keyring,
                    services.compute,
                    services.entropy,
                    request,
                    "post_order",
                    under_test_.now()
                );
            })
            .value();
    }

    static Response created() {
        Response response = gateway::http::json_response(201, Json{{"id", "ord_1"}});
        response.headers.emplace_back("Location", "/v1/orders/ord_1");
        return response;
    }

    Found find(const IdempotencyClaim& claim) {
        return under_test_.run([&] { return cache_.find(claim, ServicesUnderTest::deadline()); });
    }

    /// Keeps it and waits until Redis has it.
    void keep(const IdempotencyClaim& claim, const Response& response) {
        cache_.keep(claim, response);
        ASSERT_TRUE(eventually([&] { return !server_.run({"KEYS", "*"}).empty(); }));
    }

    RedisServer server_;
    ServicesUnderTest under_test_;
    RedisUnderTest redis_{server_.url()};
    SystemEntropy entropy_;
    AnswerCache cache_{
        AnswerCache::Place{redis_.client(), "test:", Secret{"a naming key of 32 bytes, a test"}},
        entropy_
    };
};

TEST_F(AnswersInRedis, AreGivenToTheSameRequestAgain) {
    const IdempotencyClaim first = claim("{}");
    const Found before = find(first);
    ASSERT_TRUE(before.has_value());
    EXPECT_FALSE(before->has_value());
    keep(first, created());
    const Found again = find(claim("{}"));
    ASSERT_TRUE(again.has_value() && again->has_value());
    EXPECT_EQ((*again)->status, 201);
    EXPECT_EQ((*again)->body, R"({"id":"ord_1"})");
    using Headers = std::vector<std::pair<std::string, std::string>>;
    const Headers headers{{"Location", "/v1/orders/ord_1"}, {"Idempotent-Replayed", "true"}};
    EXPECT_EQ((*again)->headers, headers);
}

TEST_F(AnswersInRedis, RefuseTheKeyForAnotherRequest) {
    keep(claim("{}"), created());
    const Found other = find(claim("{ }"));
    ASSERT_FALSE(other.has_value());
    EXPECT_EQ(other.error().code, ErrorCode::idempotency_key_reused);
}

TEST_F(AnswersInRedis, BelongToOneKeyOfOneParty) {
    keep(claim("{}"), created());
    EXPECT_EQ(find(claim("{}", "another-key")).value(), std::nullopt);
    IdempotencyClaim others = claim("{}");
    others.scope = "another-party post_order";
    EXPECT_EQ(find(others).value(), std::nullopt);
    // Not even when somebody moves the bytes there.
    const std::string names = server_.run({"KEYS", "*"});
    const std::string bytes = server_.run({"GET", names.substr(0, names.size() - 1)});
    cache_.keep(others, created());
    ASSERT_TRUE(eventually([&] { return server_.run({"DBSIZE"}) == "2"; }));
    const std::string two = server_.run({"KEYS", "*"});
    server_.run({"SET", two.substr(0, two.find('\n')), bytes});
    server_.run({"SET", two.substr(two.find('\n') + 1, two.find('\n')), bytes});
    EXPECT_EQ(find(others).value(), std::nullopt);
}

TEST_F(AnswersInRedis, AreNotThereOnAnotherDay) {
    const IdempotencyClaim today = claim("{}");
    keep(today, created());
    const std::string names = server_.run({"KEYS", "*"});
    const auto life = std::stoll(server_.run({"PTTL", names.substr(0, names.size() - 1)}));
    EXPECT_LE(life, 16 * 3'600 * 1'000); // it is eight in the morning
    EXPECT_GT(life, 15 * 3'600 * 1'000);
    under_test_.clock().set(under_test_.now() + std::chrono::hours{16});
    EXPECT_EQ(find(claim("{}")).value(), std::nullopt);
    IdempotencyClaim late = today; // with the right key, and too late
    late.at = today.at + std::chrono::hours{24};
    EXPECT_EQ(find(late).value(), std::nullopt);
}

TEST_F(AnswersInRedis, SayNothingToWhoReadsThem) {
    keep(claim("{}"), created());
    const std::string names = server_.run({"KEYS", "*"});
    EXPECT_EQ(names.size(), std::string{"test:"}.size() + 32 + 1);
    const std::string bytes = server_.run({"GET", names.substr(0, names.size() - 1)});
    for (const std::string word : {"ord_1", "Location", "201", "0912", "shop", "post_order"}) {
        EXPECT_EQ((names + bytes).find(word), std::string::npos) << word;
    }
}

TEST_F(AnswersInRedis, AreKeptOnceAndNeverWhenTheyAreLarge) {
    Response replayed = created();
    replayed.headers.emplace_back("Idempotent-Replayed", "true");
    cache_.keep(claim("{}"), replayed);
    Response large = created();
    large.body.assign(100'000, 'x');
    cache_.keep(claim("{}"), large);
    keep(claim("{}", "the-last"), created());
    EXPECT_EQ(server_.run({"DBSIZE"}), "1");
}

TEST_F(AnswersInRedis, AreLookedForInTheDatabaseWhileRedisIsAwayOrDamaged) {
    const IdempotencyClaim first = claim("{}");
    keep(first, created());
    const std::string names = server_.run({"KEYS", "*"});
    server_.run({"SET", names.substr(0, names.size() - 1), "rubbish"});
    EXPECT_EQ(find(first).value(), std::nullopt);
    server_.run({"DEL", names.substr(0, names.size() - 1)});
    server_.run({"LPUSH", names.substr(0, names.size() - 1), "a list"});
    EXPECT_EQ(find(first).value(), std::nullopt);
    server_.pause();
    EXPECT_EQ(find(first).value(), std::nullopt);
    server_.resume();
    server_.kill();
    EXPECT_EQ(find(first).value(), std::nullopt);
    cache_.keep(first, created());
}

TEST_F(AnswersInRedis, NeedNoRedis) {
    AnswerCache none{std::nullopt, entropy_};
    const IdempotencyClaim first = claim("{}");
    none.keep(first, created());
    const Found found =
        under_test_.run([&] { return none.find(first, ServicesUnderTest::deadline()); });
    EXPECT_EQ(found.value(), std::nullopt);
}

} // namespace
} // namespace route9::tests
