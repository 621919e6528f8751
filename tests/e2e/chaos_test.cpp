// SPDX-License-Identifier: Apache-2.0
// Two gateways over a primary with its synchronous standby and one Redis, under load, while one
// after the other is killed at random and the gateways' clock is set. What was acknowledged is
// there once, the journal has no gap at any time, and trade goes on by itself; how soon is printed.
// Usage: chaos_test [seed]
#include "core/crypto.hpp"
#include "kept_promises.hpp"
#include "postgresql_server.hpp"
#include "redis_server.hpp"
#include "wall_clock.hpp"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace route9::e2e {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

constexpr std::int64_t kPieces = 900'000;
constexpr std::int64_t kTruckKg = 900'000;
constexpr auto kPatience = 60s;
constexpr auto kTradingTime = 700ms;
constexpr int kBlows = 9;
constexpr int kClockEvery = 3;
constexpr int kAfterStepBack = 7;
constexpr int kLastKill = 8;
constexpr auto kClockStep = 200s; // less than a webhook may be old

std::uint32_t seed_of_this_run = std::random_device{}();

/// Reads the journal on and on, from whichever gateway answers, and finds every gap and repetition.
class Watcher {
public:
    Watcher(std::string key, std::array<std::atomic<std::uint16_t>, 2>& ports)
        : key_(std::move(key)), ports_(ports), thread_([this] { watch(); }) {}
    Watcher(const Watcher&) = delete;
    Watcher& operator=(const Watcher&) = delete;
    ~Watcher() { stop(); }
    void stop() {
        stopping_ = true;
        if (thread_.joinable()) {
            thread_.join();
        }
    }
    std::int64_t seen() const { return position_; }
    const std::vector<std::string>& violations() const { return violations_; }

private:
    void watch() {
        for (std::size_t turn = 0; !stopping_; ++turn) {
            try {
                look(ports_.at(turn % 2));
            } catch (const ConnectionBroken&) {
                let_pass(20ms); // this one has been killed
            }
        }
    }

    void look(std::uint16_t port) {
        Caller reader{port, key_};
        const Answer page = reader.get("/v1/events?limit=100" + cursor_);
        if (page.status != 200) {
            let_pass(20ms);
            return;
        }
        for (const Json& event : page.json.at("items")) {
            const auto position = event.at("position").get<std::int64_t>();
            if (position != position_ + 1) {
                violations_.push_back(
                    "after " + std::to_string(position_) + " came " + std::to_string(position)
                );
            }
            position_ = position;
        }
        cursor_ = "&cursor=" + page.json.at("next").get<std::string>();
        for (const Json& level : reader.get("/v1/stock").json.value("items", Json::array())) {
            if (level.at("available").get<std::int64_t>() < 0) {
                violations_.push_back("stock below zero: " + level.dump());
            }
        }
    }

    std::string key_;
    std::array<std::atomic<std::uint16_t>, 2>& ports_;
    std::string cursor_;
    std::atomic<std::int64_t> position_{0};
    std::atomic<bool> stopping_{false};
    std::vector<std::string> violations_;
    std::thread thread_;
};

class Chaos : public testing::Test {
protected:
    Chaos() {
        crypto_start();
        for (std::size_t i = 0; i < gateways_.size(); ++i) {
            start_gateway(i);
        }
        Caller seller{ports_.front(), keys_.seller};
        Caller operator_caller{ports_.front(), keys_.operator_};
        offer_goods(seller, kPieces);
        open_departure(operator_caller, "QT-1", kTruckKg);
    }

    std::string create_database() {
        primary_.run("postgres", "CREATE DATABASE route9 TEMPLATE template0");
        return "postgresql://route9@/route9?host=" + primary_.sockets() + "," + standby_.sockets();
    }

    void start_gateway(std::size_t i) {
        const std::vector<std::string> options{"--redis", redis_.url()};
        gateways_.at(i) = std::make_unique<RunningServer>(site_, clock_, options);
        ports_.at(i) = gateways_.at(i)->port();
    }

    void kill_gateway(std::size_t i) {
        gateways_.at(i)->kill();
        start_gateway(i);
        load_.start(ports_.at(i));
    }

    void kill_standby() {
        standby_.crash();
        let_pass(300ms);
        standby_.start();
    }

    void kill_primary() {
        primary_.crash();
        standby_.run("postgres", "ALTER SYSTEM SET synchronous_standby_names = ''");
        standby_.promote();
        promoted_ = true;
    }

    void kill_redis() {
        redis_.kill();
        let_pass(300ms);
        redis_.start();
    }

    /// To and fro; gateways that are started afterwards find it set back.
    void step_clock() {
        lead_ = lead_ > 0s ? -kClockStep : kClockStep;
        clock_.set_ahead(lead_);
    }

    /// The clock's steps have their places, so that each run has them, and one gateway that is
    /// started after a step back; the primary falls in each run, too.
    std::string strike(int blow, std::mt19937& random) {
        if (blow % kClockEvery == 0) {
            step_clock();
            return "the clock";
        }
        if (blow == kAfterStepBack) {
            kill_gateway(0);
            return "a gateway";
        }
        return blow == kLastKill && !promoted_ ? (kill_primary(), "the primary") : kill(random);
    }

    std::string kill(std::mt19937& random) {
        switch (random() % 6) {
        case 0:
            kill_gateway(0);
            return "a gateway";
        case 1:
            kill_gateway(1);
            return "the other gateway";
        case 2:
            kill_redis();
            return "Redis";
        case 3:
            if (!promoted_) {
                kill_standby();
                return "the standby";
            }
            [[fallthrough]];
        default:
            if (!promoted_) {
                kill_primary();
                return "the primary";
            }
            kill_gateway(random() % 2);
            return "a gateway";
        }
    }

    /// Until both take orders again.
    std::chrono::milliseconds await_trade(int blow) {
        const auto start = SteadyClock::now();
        for (const auto& port : ports_) {
            const std::string id = "after-" + std::to_string(blow) + "-" + std::to_string(port);
            Caller seller{port, keys_.seller};
            int status = 0;
            while (status != 201 && SteadyClock::now() < start + kPatience) {
                status = seller.post("/v1/orders", order_of(id).dump(), "key-" + id).status;
                if (status != 201) {
                    let_pass(20ms);
                }
            }
            EXPECT_EQ(status, 201) << id;
        }
        return std::chrono::duration_cast<std::chrono::milliseconds>(SteadyClock::now() - start);
    }

    tests::PostgresqlServer primary_{};
    tests::PostgresqlServer standby_{primary_};
    tests::RedisServer redis_{};
    Site site_{create_database()};
    WallClock clock_{site_.directory()};
    std::chrono::seconds lead_{0};
    Keys keys_ = set_up_by_command_line(site_);
    std::array<std::unique_ptr<RunningServer>, 2> gateways_;
    std::array<std::atomic<std::uint16_t>, 2> ports_{};
    CrashLoad load_{keys_.seller};
    bool promoted_ = false;
};

TEST_F(Chaos, BreaksNoPromise) {
    std::cout << "seed " << seed_of_this_run << "\n";
    std::mt19937 random{seed_of_this_run};
    for (const auto& port : ports_) {
        load_.start(port);
    }
    Watcher watcher{keys_.operator_, ports_};
    let_pass(kTradingTime);
    for (int blow = 1; blow <= kBlows; ++blow) {
        const std::string struck = strike(blow, random);
        const auto recovered = await_trade(blow);
        std::cout << struck << " was struck; both took orders " << recovered.count()
                  << " ms later\n";
        let_pass(kTradingTime);
    }
    load_.stop();
    EXPECT_EQ(load_.told().refused, std::vector<std::string>{});
    EXPECT_TRUE(load_.settle_unknown(ports_.front()));
    Caller seller{ports_.back(), keys_.seller};
    expect_served(seller, load_.told());
    EXPECT_EQ(without_order(seller, load_.told()), std::set<std::string>{});
    watcher.stop();
    EXPECT_EQ(watcher.violations(), std::vector<std::string>{});
    EXPECT_GT(watcher.seen(), 0);
    for (const auto& gateway : gateways_) {
        EXPECT_EQ(gateway->stop(), 0);
    }
    expect_kept(site_, load_.told());
    std::cout << load_.told().orders.size() << " orders and " << load_.told().hooks.size()
              << " webhooks were acknowledged, " << watcher.seen() << " events read\n";
}

} // namespace
} // namespace route9::e2e

int main(int count, char** arguments) {
    testing::InitGoogleTest(&count, arguments);
    if (count > 1) {
        route9::e2e::seed_of_this_run =
            static_cast<std::uint32_t>(std::strtoul(arguments[1], nullptr, 10));
    }
    return RUN_ALL_TESTS();
}
