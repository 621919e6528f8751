// SPDX-License-Identifier: Apache-2.0
// The server dies by kill -9 in the middle of its work, again and again on the same file. What it
// acknowledged is there, once; nothing is half done. $ROUTE9_CRASH_ROUNDS asks for more rounds,
// $ROUTE9_SEED repeats the moments of death.
#include "core/crypto.hpp"
#include "crash_load.hpp"
#include "store_facts.hpp"
#include "tests/seed.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
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
constexpr int kWaitsMax = 10;
constexpr int kRoundsPerReading = 10;

int rounds() {
    const char* given = std::getenv("ROUTE9_CRASH_ROUNDS");
    return given != nullptr ? std::atoi(given) : kRounds;
}

/// Machine time passes; nothing can end the wait earlier.
void let_pass(std::chrono::milliseconds span) {
    std::mutex mutex;
    std::condition_variable never;
    std::unique_lock lock{mutex};
    const auto end = std::chrono::steady_clock::now() + span;
    never.wait_until(lock, end, [end] { return std::chrono::steady_clock::now() >= end; });
}

class Crash : public testing::Test {
protected:
    static void SetUpTestSuite() { crypto_start(); }

    /// While the server is down: in the file.
    void expect_sound_file(const Told& told) const {
        const StoreFacts facts{site_.database()};
        for (const std::string& broken : facts.broken()) {
            ADD_FAILURE() << broken;
        }
        const auto stored = facts.orders();
        for (const auto& [external_id, count] : stored) {
            EXPECT_EQ(count, 1) << external_id;
        }
        for (const auto& [external_id, id] : told.orders) {
            EXPECT_TRUE(stored.contains(external_id)) << external_id << " was acknowledged";
        }
        const auto cancelled = facts.cancelled();
        for (const std::string& external_id : told.cancelled) {
            EXPECT_TRUE(cancelled.contains(external_id)) << external_id << " was cancelled";
        }
    }

    /// While it runs again: through the API.
    static std::map<std::string, std::string> orders_served(Caller& seller) {
        std::map<std::string, std::string> orders;
        std::string cursor;
        do {
            const Answer page = seller.get("/v1/orders?limit=100" + cursor);
            EXPECT_EQ(page.status, 200) << page.body;
            for (const Json& order : page.json.at("items")) {
                const auto external_id = order.at("external_id").get<std::string>();
                EXPECT_TRUE(orders.emplace(external_id, order.at("id")).second) << external_id;
            }
            const Json& next = page.json.at("next");
            cursor = next.is_null() ? "" : "&cursor=" + next.get<std::string>();
        } while (!cursor.empty());
        return orders;
    }

    static void expect_served(Caller& seller, const Told& told) {
        const auto served = orders_served(seller);
        for (const auto& [external_id, id] : told.orders) {
            const auto found = served.find(external_id);
            EXPECT_TRUE(found != served.end() && found->second == id) << external_id;
        }
        for (const Json& level : seller.get("/v1/stock").json.at("items")) {
            EXPECT_GE(level.at("available").get<std::int64_t>(), 0) << level;
            EXPECT_GE(level.at("reserved").get<std::int64_t>(), 0) << level;
        }
    }

    /// Reads on in the journal until every acknowledged webhook has brought its order.
    static std::set<std::string> without_order(Caller& seller, const Told& told) {
        std::set<std::string> missing = told.hooks;
        std::string cursor;
        for (int waits = 0; waits < kWaitsMax && !missing.empty();) {
            const Answer page = seller.get("/v1/events?limit=100&wait=2" + cursor);
            for (const Json& event : page.json.at("items")) {
                if (event.at("type") == "order.accepted") {
                    missing.erase(event.at("data").at("external_id").get<std::string>());
                }
            }
            waits += page.json.at("items").empty() ? 1 : 0;
            cursor = "&cursor=" + page.json.at("next").get<std::string>();
        }
        return missing;
    }

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
        expect_sound_file(load.told());
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
    expect_sound_file(load.told());
    RecordProperty("orders", static_cast<int>(load.told().orders.size()));
    RecordProperty("webhooks", static_cast<int>(load.told().hooks.size()));
    EXPECT_GT(load.told().orders.size(), 0U);
    EXPECT_GT(load.told().hooks.size(), 0U);
}

} // namespace
} // namespace route9::e2e
