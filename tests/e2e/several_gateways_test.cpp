// SPDX-License-Identifier: Apache-2.0
// Two gateways over one PostgreSQL: any request to either means the same, and they are restarted
// one after the other without anybody's request failing.
#include "core/crypto.hpp"
#include "kept_promises.hpp"
#include "trading_site.hpp"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace route9::e2e {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

constexpr std::int64_t kPieces = 900'000;
constexpr std::int64_t kTruckKg = 900'000;

class SeveralGateways : public testing::Test {
protected:
    static void SetUpTestSuite() { crypto_start(); }

    SeveralGateways() {
        Caller operator_caller{one_.port(), keys_.operator_};
        offer_goods(at_one_, kPieces);
        open_departure(operator_caller, "QT-1", kTruckKg);
    }

    Site site_{};
    Keys keys_ = set_up_by_command_line(site_);
    RunningServer one_{site_};
    RunningServer other_{site_};
    Caller at_one_{one_.port(), keys_.seller};
    Caller at_other_{other_.port(), keys_.seller};
};

TEST_F(SeveralGateways, AnswerARepeatAsTheFirstWasAnswered) {
    const std::string body = order_of("A-1").dump();
    const Answer first = at_one_.post("/v1/orders", body, "key-a-1");
    ASSERT_EQ(first.status, 201) << first.body;
    const Answer again = at_other_.post("/v1/orders", body, "key-a-1");
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(again.header("Idempotent-Replayed"), "true");
    const Answer reused = at_other_.post("/v1/orders", order_of("A-2").dump(), "key-a-1");
    EXPECT_EQ(reused.status, 422) << reused.body;
}

TEST_F(SeveralGateways, TakeOneOrderOfManyThatAskForItAtOnce) {
    constexpr int kCallers = 8;
    const std::string body = order_of("A-1").dump();
    std::vector<std::future<Answer>> answers;
    for (int i = 0; i < kCallers; ++i) {
        const std::uint16_t port = i % 2 == 0 ? one_.port() : other_.port();
        answers.push_back(std::async(std::launch::async, [this, port, body] {
            Caller caller{port, keys_.seller};
            return caller.post("/v1/orders", body, "key-a-1");
        }));
    }
    std::set<std::string> ids;
    for (auto& answer : answers) {
        const Answer told = answer.get();
        EXPECT_EQ(told.status, 201) << told.body;
        ids.insert(told.json.at("id").get<std::string>());
    }
    EXPECT_EQ(ids.size(), 1U);
    EXPECT_EQ(at_one_.get("/v1/orders").json.at("items").size(), 1U);
}

TEST_F(SeveralGateways, WakeTheLongPollsOfEachOther) {
    const auto next = [this] {
        return at_other_.get("/v1/events?limit=100").json.at("next").get<std::string>();
    };
    const std::string cursor = next();
    auto poll = std::async(std::launch::async, [&] {
        const auto start = SteadyClock::now();
        Caller waiting{other_.port(), keys_.seller};
        const Answer told = waiting.get("/v1/events?wait=20&cursor=" + cursor);
        EXPECT_FALSE(told.json.at("items").empty());
        return SteadyClock::now() - start;
    });
    let_pass(500ms);
    ASSERT_EQ(at_one_.post("/v1/orders", order_of("A-1")).status, 201);
    EXPECT_LT(poll.get(), 10s) << "it was told, and did not only look again at the end";
}

TEST_F(SeveralGateways, HearOfARevokedKeyWithinASecond) {
    ASSERT_EQ(at_other_.get("/v1/orders").status, 200);
    run_checked(site_, {"keys", "revoke", keys_.seller});
    const auto until = SteadyClock::now() + 5s;
    while (at_other_.get("/v1/orders").status != 401 || at_one_.get("/v1/orders").status != 401) {
        ASSERT_LT(SteadyClock::now(), until);
        let_pass(50ms);
    }
}

TEST_F(SeveralGateways, WorkOffEachOthersWebhooks) {
    CrashLoad load{keys_.seller};
    load.start(one_.port());
    load.start(other_.port());
    let_pass(1'000ms);
    load.stop();
    EXPECT_EQ(load.told().refused, std::vector<std::string>{});
    EXPECT_EQ(one_.stop(), 0); // what it has taken is left to the other
    EXPECT_EQ(without_order(at_other_, load.told()), std::set<std::string>{});
    expect_served(at_other_, load.told());
    EXPECT_EQ(other_.stop(), 0);
    expect_kept(site_, load.told());
}

/// Spreads orders over the gateways that say they are ready, as a balancer does: it asks each of
/// them often, and never sends a request twice.
class Balancer {
public:
    explicit Balancer(std::string key) : key_(std::move(key)) {}
    ~Balancer() { stop(); }
    Balancer(const Balancer&) = delete;
    Balancer& operator=(const Balancer&) = delete;

    void open(std::size_t place, std::uint16_t port) { gateways_.at(place).port = port; }
    void start() {
        watcher_ = std::jthread([this] { watch(); });
        for (int i = 0; i < kSenders; ++i) {
            senders_.emplace_back([this] { send(); });
        }
    }
    void stop() {
        stopping_ = true;
        senders_.clear();
        watcher_ = {};
    }
    bool ready(std::size_t place) const { return gateways_.at(place).ready; }
    int taken() const { return taken_; }
    std::vector<std::string> failed() {
        const std::lock_guard lock{mutex_};
        return failed_;
    }

private:
    static constexpr int kSenders = 3;
    struct Gateway {
        std::atomic<std::uint16_t> port{0};
        std::atomic<bool> ready{false};
    };

    static bool says_ready(std::uint16_t port) {
        try {
            return port != 0 && HttpClient{port, 2s}.send({.target = "/readyz"}).status == 200;
        } catch (const ConnectionBroken&) {
            return false;
        }
    }

    void watch() {
        while (!stopping_) {
            for (Gateway& gateway : gateways_) {
                gateway.ready = says_ready(gateway.port);
            }
            let_pass(50ms);
        }
    }

    void send() {
        std::array<std::unique_ptr<Caller>, 2> callers;
        std::array<std::uint16_t, 2> ports{};
        while (!stopping_) {
            const auto number = ++made_;
            const std::size_t place = gateways_[number % 2].ready ? number % 2 : (number + 1) % 2;
            if (!gateways_.at(place).ready) {
                continue;
            }
            if (const std::uint16_t port = gateways_.at(place).port; ports.at(place) != port) {
                ports.at(place) = port;
                callers.at(place) = std::make_unique<Caller>(port, key_);
            }
            place_order(*callers.at(place), "R-" + std::to_string(number));
        }
    }

    void place_order(Caller& caller, const std::string& id) {
        std::string problem;
        try {
            const Answer answer = caller.post("/v1/orders", order_of(id));
            problem = answer.status == 201 ? "" : answer.body;
        } catch (const ConnectionBroken& broken) {
            problem = broken.what();
        }
        if (problem.empty()) {
            ++taken_;
            return;
        }
        const std::lock_guard lock{mutex_};
        failed_.push_back(problem);
    }

    std::string key_;
    std::array<Gateway, 2> gateways_{};
    std::atomic<bool> stopping_{false};
    std::atomic<std::size_t> made_{0};
    std::atomic<int> taken_{0};
    std::mutex mutex_;
    std::vector<std::string> failed_;
    std::vector<std::jthread> senders_;
    std::jthread watcher_;
};

TEST(RollingRestart, FailsNobodysRequest) {
    crypto_start();
    const Site site;
    const Keys keys = set_up_by_command_line(site);
    const std::vector<std::string> options{"--drain-notice", "1"};
    std::array<std::unique_ptr<RunningServer>, 2> gateways;
    Balancer balancer{keys.seller};
    for (std::size_t i = 0; i < gateways.size(); ++i) {
        gateways.at(i) = std::make_unique<RunningServer>(site, options);
        balancer.open(i, gateways.at(i)->port());
    }
    Caller seller{gateways.front()->port(), keys.seller};
    Caller operator_caller{gateways.front()->port(), keys.operator_};
    offer_goods(seller, kPieces);
    open_departure(operator_caller, "QT-1", kTruckKg);
    balancer.start();
    let_pass(500ms);
    for (std::size_t i = 0; i < gateways.size(); ++i) {
        const int before = balancer.taken();
        EXPECT_EQ(gateways.at(i)->stop(), 0);
        EXPECT_GT(balancer.taken(), before) << "the other went on";
        gateways.at(i) = std::make_unique<RunningServer>(site, options);
        balancer.open(i, gateways.at(i)->port());
        const auto until = SteadyClock::now() + 10s;
        while (!balancer.ready(i) && SteadyClock::now() < until) {
            let_pass(20ms);
        }
        let_pass(300ms);
    }
    balancer.stop();
    EXPECT_EQ(balancer.failed(), std::vector<std::string>{});
    EXPECT_GT(balancer.taken(), 0);
}

} // namespace
} // namespace route9::e2e
