// SPDX-License-Identifier: Apache-2.0
// Two gateways over one PostgreSQL with a synchronous standby. The primary dies under load and the
// standby is promoted: what was acknowledged is there, once, and the gateways go on by themselves.
#include "core/crypto.hpp"
#include "kept_promises.hpp"
#include "postgresql_server.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <iostream>

namespace route9::e2e {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

constexpr std::int64_t kPieces = 900'000;
constexpr std::int64_t kTruckKg = 900'000;
constexpr auto kPatience = 60s;
constexpr auto kTradingTime = 1'500ms;

class Failover : public testing::Test {
protected:
    static void SetUpTestSuite() { crypto_start(); }

    /// Asks until an order is taken; how long that took.
    static std::chrono::milliseconds await_trade(Caller& seller, const std::string& external_id) {
        const auto start = SteadyClock::now();
        int status = 0;
        while (SteadyClock::now() < start + kPatience) {
            status = seller.post("/v1/orders", order_of(external_id).dump(), "key-" + external_id)
                         .status;
            if (status == 201) {
                break;
            }
            EXPECT_EQ(status, 503);
            let_pass(50ms);
        }
        EXPECT_EQ(status, 201);
        return std::chrono::duration_cast<std::chrono::milliseconds>(SteadyClock::now() - start);
    }

    std::string create_database() {
        primary_.run("postgres", "CREATE DATABASE route9 TEMPLATE template0");
        return "postgresql://route9@/route9?host=" + primary_.sockets() + "," + standby_.sockets();
    }

    tests::PostgresqlServer primary_{};
    tests::PostgresqlServer standby_{primary_};
    Site site_{create_database()};
};

TEST_F(Failover, LosesNothingThatWasAcknowledgedAndGoesOnByItself) {
    const Keys keys = set_up_by_command_line(site_);
    RunningServer one{site_};
    RunningServer other{site_};
    Caller seller{one.port(), keys.seller};
    Caller at_other{other.port(), keys.seller};
    Caller operator_caller{other.port(), keys.operator_};
    offer_goods(seller, kPieces);
    open_departure(operator_caller, "QT-1", kTruckKg);
    CrashLoad load{keys.seller};
    load.start(one.port());
    load.start(other.port());
    let_pass(kTradingTime);

    primary_.crash();
    standby_.run("postgres", "ALTER SYSTEM SET synchronous_standby_names = ''");
    standby_.promote();
    const auto first = await_trade(seller, "after-1");
    const auto second = await_trade(at_other, "after-2");
    std::cout << "orders were taken again " << first.count() << " ms after the promotion, by the "
              << "other gateway " << second.count() << " ms later\n";
    let_pass(kTradingTime);
    load.stop();

    EXPECT_EQ(load.told().refused, std::vector<std::string>{});
    EXPECT_TRUE(load.settle_unknown(one.port()));
    expect_served(at_other, load.told());
    EXPECT_EQ(without_order(seller, load.told()), std::set<std::string>{});
    EXPECT_EQ(one.stop(), 0);
    EXPECT_EQ(other.stop(), 0);
    expect_kept(site_, load.told());
    EXPECT_GT(load.told().orders.size(), 0U);
    EXPECT_GT(load.told().hooks.size(), 0U);
}

TEST_F(Failover, AcknowledgesNothingThatTheStandbyHasNotGot) {
    const Keys keys = set_up_by_command_line(site_);
    RunningServer server{site_};
    Caller seller{server.port(), keys.seller};
    offer_goods(seller, 100);
    standby_.crash();
    const Answer waits = seller.post("/v1/orders", order_of("alone").dump(), "key-alone");
    EXPECT_EQ(waits.status, 503) << waits.body;
    standby_.start();
    await_trade(seller, "alone");
    EXPECT_EQ(server.stop(), 0);
    Told told;
    told.orders.emplace("alone", "");
    expect_kept(site_, told);
}

} // namespace
} // namespace route9::e2e
