// SPDX-License-Identifier: Apache-2.0
// The server dies by kill -9 in the middle of its work, again and again on the same file. What it
// acknowledged is there, once; nothing is half done. $ROUTE9_CRASH_ROUNDS asks for more rounds,
// $ROUTE9_SEED repeats the moments of death.
#include "core/crypto.hpp"
#include "crash_load.hpp"
#include "kept_promises.hpp"
#include "tests/seed.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

namespace route9::e2e {
namespace {

using namespace std::chrono_literals;

constexpr int kRounds = 20;
constexpr std::int64_t kPieces = 900'000;
constexpr std::int64_t kTruckKg = 900'000;
constexpr auto kShortestLife = 30ms;
constexpr auto kLongestLife = 300ms;
constexpr int kRoundsPerReading = 10;

int rounds() {
    const char* given = std::getenv("ROUTE9_CRASH_ROUNDS");
    return given != nullptr ? std::atoi(given) : kRounds;
}

class Crash : public testing::Test {
protected:
    static void SetUpTestSuite() { crypto_start(); }

    Site site_;
};

TEST_F(Crash, LosesNothingThatWasAcknowledgedAndLeavesNothingHalfDone) {
    const std::uint64_t seed = tests::property_seed();
    SCOPED_TRACE(tests::seed_note(seed));
    std::mt19937_64 random{seed};
    std::uniform_int_distribution<std::int64_t> life{kShortestLife.count(), kLongestLife.count()};
    const Keys keys = set_up_by_command_line(site_);
    CrashLoad load{keys.seller};
    auto server = std::make_unique<RunningServer>(site_);
    {
        Caller seller{server->port(), keys.seller};
        Caller operator_caller{server->port(), keys.operator_};
        offer_goods(seller, kPieces);
        open_departure(operator_caller, "QT-1", kTruckKg);
    }
    for (int round = 1; round <= rounds(); ++round) {
        SCOPED_TRACE("round " + std::to_string(round));
        load.start(server->port());
        let_pass(std::chrono::milliseconds{life(random)});
        server->kill();
        load.stop();
        expect_kept(site_, load.told());
        server = std::make_unique<RunningServer>(site_);
        Caller seller{server->port(), keys.seller};
        if (round % kRoundsPerReading == 0) { // the file tells the same every round
            expect_served(seller, load.told());
        }
        EXPECT_TRUE(load.settle_unknown(server->port()));
        ASSERT_EQ(load.told().refused, std::vector<std::string>{});
        ASSERT_FALSE(HasFailure());
    }
    Caller seller{server->port(), keys.seller};
    EXPECT_EQ(without_order(seller, load.told()), std::set<std::string>{});
    EXPECT_EQ(server->stop(), 0);
    expect_kept(site_, load.told());
    RecordProperty("orders", static_cast<int>(load.told().orders.size()));
    RecordProperty("webhooks", static_cast<int>(load.told().hooks.size()));
    EXPECT_GT(load.told().orders.size(), 0U);
    EXPECT_GT(load.told().hooks.size(), 0U);
}

} // namespace
} // namespace route9::e2e
