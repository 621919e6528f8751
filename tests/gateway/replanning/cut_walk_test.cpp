// SPDX-License-Identifier: Apache-2.0
// A walk is a chain of short units: wherever it is cut, whoever goes on comes to the same end, and
// nothing is told twice.
#include "core/jobs.hpp"
#include "gateway/replanning/replan_jobs.hpp"
#include "replanning_under_test.hpp"
#include "stopping_store.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/this_coro.hpp>
#include <gtest/gtest.h>

#include <atomic>
#include <set>

namespace route9::tests {
namespace {

constexpr int kOrders = 40; // three units of sixteen

platform::task<void> stop_at_news(gateway::Services& services, std::atomic<bool>& stopping) {
    const platform::Executor executor = co_await platform::net::this_coro::executor;
    auto news = services.wakeups.subscribe(executor, gateway::journal_feed(qt));
    co_await news->wait(services.clock.machine() + Seconds{5});
    stopping = true;
}

platform::task<int> follow_until_news(gateway::Services& services, std::atomic<bool>& stopping) {
    using namespace boost::asio::experimental::awaitable_operators;
    co_return co_await (
        stop_at_news(services, stopping) && gateway::follow_corridor_now(services, stopping)
    );
}

class CutWalk : public testing::Test, public ReplanningUnderTest {
protected:
    /// The gate of each order of `orders`, and how often each was planned.
    std::set<std::string> stands(const std::vector<Json>& orders) {
        std::set<std::string> found;
        for (const Json& each : orders) {
            found.insert(stand(each));
        }
        return found;
    }
    std::vector<Json> many() {
        std::vector<Json> orders;
        for (int i = 0; i < kOrders; ++i) {
            orders.push_back(order("A" + std::to_string(i), to_savannakhet));
        }
        return orders;
    }
    /// As the next process finds it: nobody holds a lease.
    void restart() {
        ASSERT_TRUE(store().write([](Tx& tx) -> Result<int> {
            jobs::void_leases(tx);
            return 0;
        }));
    }
};

TEST_F(CutWalk, EndsAlikeWhereverItIsCut) {
    const std::vector<Json> orders = many();
    ASSERT_EQ(report("LAOBAO", "closed").status, 200);
    // Each process manages a claim and one unit, then it is gone.
    int processes = 0;
    bool is_done = false;
    while (!is_done && processes < 50) {
        StoppingStore dying{store(), 2};
        gateway::Services mortal = services_over(dying);
        run([&] { return gateway::follow_corridor_now(mortal, never_); });
        restart();
        ++processes;
        is_done = news("order.replanned").size() == kOrders;
    }
    EXPECT_EQ(processes, 4) << "what is on the road, then sixteen, sixteen, eight";
    follow();
    EXPECT_EQ(
        stands(orders), std::set<std::string>{"CHALO 2026-03-11T05:00:00+07:00 v2 gate_closed"}
    );
    EXPECT_EQ(news("order.replanned").size(), kOrders);
    EXPECT_EQ(news("order.promise_changed").size(), kOrders);
    EXPECT_EQ(reserved(), kOrders);
}

TEST_F(CutWalk, AChangeMeanwhileIsFollowedToo) {
    const std::vector<Json> orders = many();
    ASSERT_EQ(report("LAOBAO", "closed").status, 200);
    StoppingStore dying{store(), 3}; // the claim, what is on the road, sixteen
    gateway::Services mortal = services_over(dying);
    run([&] { return gateway::follow_corridor_now(mortal, never_); });
    restart();
    ASSERT_EQ(news("order.replanned").size(), 16U);
    ASSERT_EQ(report("CHALO", "closed").status, 200);
    follow();
    std::set<std::string> gates;
    for (const Json& each : orders) {
        gates.insert(work(page(each)).at("gate").get<std::string>());
    }
    EXPECT_EQ(gates, std::set<std::string>{"LALAY"});
    EXPECT_EQ(news("order.replanned").size(), kOrders + 16U);
}

TEST_F(CutWalk, StopsWithItsServerAndGoesOnWithTheNextAtOnce) {
    const std::vector<Json> orders = many();
    ASSERT_EQ(report("LAOBAO", "closed").status, 200);
    std::atomic<bool> stopping{false};
    run([&] { return follow_until_news(services(), stopping); });
    EXPECT_LT(news("order.replanned").size(), kOrders);
    EXPECT_GT(follow(), 0) << "nobody waits for a lease";
    EXPECT_EQ(news("order.replanned").size(), kOrders);
    stopping = true;
    ASSERT_EQ(report("CHALO", "closed").status, 200);
    EXPECT_EQ(run([&] { return gateway::follow_corridor_now(services(), stopping); }), 0);
}

TEST_F(CutWalk, UnitsStaySmall) {
    many();
    ASSERT_EQ(report("LAOBAO", "closed").status, 200);
    follow();
    EXPECT_EQ(store().counters().write_units_large.load(), 0U);
}

TEST_F(CutWalk, ManyChangesAreOneWalk) {
    order("A1", to_savannakhet);
    for (int i = 1; i <= 5; ++i) {
        report("LAOBAO", "open", {{"queue_minutes", i}});
    }
    EXPECT_EQ(follow(), 1);
}

} // namespace
} // namespace route9::tests
