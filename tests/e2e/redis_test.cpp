// SPDX-License-Identifier: Apache-2.0
// Two gateways over one PostgreSQL and one Redis: what Redis lets them do together, and that they
// do the same, only slower, when it dies or stands still under load.
#include "core/crypto.hpp"
#include "eventually.hpp"
#include "kept_promises.hpp"
#include "postgresql_cluster.hpp"
#include "redis_server.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <string>
#include <thread>
#include <vector>

namespace route9::e2e {
namespace {

using namespace std::chrono_literals;
using tests::PostgresqlCluster;
using tests::RedisServer;

constexpr std::int64_t kPieces = 900'000;
constexpr std::int64_t kTruckKg = 900'000;
constexpr auto kTradingTime = 700ms;
constexpr auto kPatience = 30s;

class TwoGateways {
public:
    explicit TwoGateways(std::vector<std::string> options = {}) {
        options.insert(options.end(), {"--redis", redis.url() + "/1"});
        one_ = std::make_unique<RunningServer>(site, options);
        other_ = std::make_unique<RunningServer>(site, options);
        await_redis(*one_);
        await_redis(*other_);
    }
    TwoGateways(const TwoGateways&) = delete;
    TwoGateways& operator=(const TwoGateways&) = delete;
    ~TwoGateways() { stop(); }
    void stop() {
        for (auto* server : {&one_, &other_}) {
            EXPECT_TRUE(*server == nullptr || (*server)->stop() == 0);
            server->reset();
        }
    }

    Caller seller_at_one() const { return {one_->port(), keys.seller}; }
    Caller seller_at_other() const { return {other_->port(), keys.seller}; }
    std::uint16_t one() const { return one_->port(); }
    std::uint16_t other() const { return other_->port(); }
    static std::string page_of(std::uint16_t port, const std::string& target) {
        const Answer answer = Caller{port, ""}.send_bare({.target = target});
        EXPECT_EQ(answer.status, 200);
        return answer.body;
    }

    /// In the database of the gateways' address.
    int answers_in_redis() const {
        constexpr const char* kCount = "redis.call('SELECT', 1) "
                                       "return #redis.call('KEYS', 'route9:*:answer:*')";
        return std::stoi(redis.run({"EVAL", kCount, "0"}));
    }

    std::string database = PostgresqlCluster::of_this_program().create_empty_database();
    Site site{PostgresqlCluster::of_this_program().url(database)};
    Keys keys = set_up_by_command_line(site);
    RedisServer redis;

private:
    /// Both connections: for commands, and for what the other gateway says.
    static void await_redis(const RunningServer& server) {
        const auto until = std::chrono::steady_clock::now() + kPatience;
        const auto has = [&](const char* line) {
            return page_of(server.port(), "/metrics").find(line) != std::string::npos;
        };
        while (!has("route9_redis_connected 1\n") || !has("route9_redis_subscribed 1\n")) {
            ASSERT_LT(std::chrono::steady_clock::now(), until);
            let_pass(5ms);
        }
        EXPECT_EQ(page_of(server.port(), "/readyz"), "ready\n");
    }

    std::unique_ptr<RunningServer> one_;
    std::unique_ptr<RunningServer> other_;
};

class WithRedis : public testing::Test {
protected:
    static void SetUpTestSuite() { crypto_start(); }
};

TEST_F(WithRedis, GatewaysShareOneRateLimit) {
    const TwoGateways gateways{{"--key-requests-per-minute", "120"}};
    Caller one = gateways.seller_at_one();
    Caller other = gateways.seller_at_other();
    int allowed = 0;
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < 150; ++i) {
        for (Caller* caller : {&one, &other}) {
            const Answer answer = caller->get("/v1/orders");
            EXPECT_TRUE(answer.status == 200 || answer.status == 429) << answer.body;
            EXPECT_EQ(answer.header("RateLimit-Policy"), R"("key";q=120;w=60)");
            allowed += answer.status == 200 ? 1 : 0;
        }
    }
    const auto span = std::chrono::steady_clock::now() - start;
    EXPECT_GE(allowed, 120);
    EXPECT_LT(allowed, 150 + 2 * std::chrono::ceil<std::chrono::seconds>(span).count());
}

TEST_F(WithRedis, AGatewayRepeatsTheOthersAnswerWithoutTheDatabase) {
    const TwoGateways gateways;
    Caller one = gateways.seller_at_one();
    Caller other = gateways.seller_at_other();
    offer_goods(one, kPieces);
    const std::string order = order_of("R-1").dump();
    const Answer first = one.post("/v1/orders", order, "key-1");
    ASSERT_EQ(first.status, 201) << first.body;
    // That of two adjustments of stock, and this.
    ASSERT_TRUE(tests::eventually([&] { return gateways.answers_in_redis() == 3; }));
    PostgresqlCluster::of_this_program().run(gateways.database, "DELETE FROM idempotent_answer");
    const Answer again = other.post("/v1/orders", order, "key-1");
    EXPECT_EQ(again.status, 201) << again.body;
    EXPECT_EQ(again.header("Idempotent-Replayed"), "true");
    EXPECT_EQ(again.header("Location"), first.header("Location"));
    EXPECT_EQ(again.body, first.body);
    const Answer reused = other.post("/v1/orders", order_of("R-2").dump(), "key-1");
    EXPECT_EQ(reused.status, 422);
    EXPECT_EQ(reused.json.at("code"), "idempotency-key-reused") << reused.body;
}

TEST_F(WithRedis, AnOrderAtOneGatewayWakesALongPollAtTheOther) {
    const TwoGateways gateways;
    Caller one = gateways.seller_at_one();
    offer_goods(one, kPieces);
    const Answer seen = one.get("/v1/events?limit=100");
    const std::string cursor = seen.json.at("next").get<std::string>();
    auto waiting = std::async(std::launch::async, [&] {
        Caller other = gateways.seller_at_other();
        return other.get("/v1/events?wait=50&cursor=" + cursor);
    });
    let_pass(300ms); // it waits by now, or finds the event at once
    ASSERT_EQ(one.post("/v1/orders", order_of("W-1")).status, 201);
    ASSERT_EQ(waiting.wait_for(20s), std::future_status::ready);
    EXPECT_FALSE(waiting.get().json.at("items").empty());
    const std::string metrics = TwoGateways::page_of(gateways.other(), "/metrics");
    EXPECT_EQ(metrics.find("route9_redis_messages 0\n"), std::string::npos);
}

/// Gateways side by side disturb each other's units now and then, with Redis or without: the store
/// undoes one and says so.
bool is_undone(std::string_view answer) {
    return answer.find("The change was undone; try again.") != std::string_view::npos;
}

Answer place(Caller&& caller, const std::string& order, const std::string& key) {
    Answer answer = caller.post("/v1/orders", order, key);
    while (answer.status == 503 && is_undone(answer.body)) {
        answer = caller.post("/v1/orders", order, key);
    }
    return answer;
}

/// The same order, asked for at both gateways at the same time, again and again.
std::vector<std::string> placed_twice(const TwoGateways& gateways, const std::atomic<bool>& stop) {
    std::vector<std::string> wrong;
    for (int i = 0; !stop; ++i) {
        const std::string name = "T-" + std::to_string(i);
        const std::string order = order_of(name).dump();
        const std::string key = "key-of-" + name;
        auto beside = std::async(std::launch::async, [&] {
            return place(gateways.seller_at_other(), order, key);
        });
        const Answer one = place(gateways.seller_at_one(), order, key);
        const Answer other = beside.get();
        if (one.status != 201 || other.status != 201 || one.body != other.body) {
            wrong.push_back(name + ": " + one.body + " / " + other.body);
        }
    }
    return wrong;
}

TEST_F(WithRedis, KillingOrStoppingRedisUnderLoadFailsNoRequestAndDoublesNoOrder) {
    TwoGateways gateways;
    Caller seller = gateways.seller_at_one();
    offer_goods(seller, kPieces);
    Caller operator_caller{gateways.other(), gateways.keys.operator_};
    open_departure(operator_caller, "QT-1", kTruckKg);
    CrashLoad load{gateways.keys.seller, PaidBy::cash};
    load.start(gateways.one());
    load.start(gateways.other());
    std::atomic<bool> stop{false};
    auto twice = std::async(std::launch::async, [&] { return placed_twice(gateways, stop); });
    let_pass(kTradingTime);

    gateways.redis.kill();
    let_pass(kTradingTime);
    EXPECT_EQ(TwoGateways::page_of(gateways.one(), "/readyz"), "ready, slower without Redis\n");
    gateways.redis.start();
    let_pass(kTradingTime);
    gateways.redis.pause();
    let_pass(2 * kTradingTime);
    gateways.redis.resume();
    let_pass(kTradingTime);

    stop = true;
    EXPECT_EQ(twice.get(), std::vector<std::string>{});
    load.stop();
    EXPECT_EQ(load.told().refused, std::vector<std::string>{});
    for (const std::string& answer : load.told().busy) {
        EXPECT_TRUE(is_undone(answer)) << answer;
    }
    EXPECT_LE(load.told().unknown.size(), load.told().busy.size()); // all were answered
    EXPECT_TRUE(load.settle_unknown(gateways.other()));
    EXPECT_GT(load.told().orders.size(), 0U);
    EXPECT_GT(load.told().hooks.size(), 0U);
    expect_served(seller, load.told());
    EXPECT_EQ(without_order(seller, load.told()), std::set<std::string>{});
    gateways.stop();
    expect_kept(gateways.site, load.told());
}

} // namespace
} // namespace route9::e2e
