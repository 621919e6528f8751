// SPDX-License-Identifier: Apache-2.0
#include "kept_promises.hpp"

#include "store_facts.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <map>
#include <mutex>

namespace route9::e2e {
namespace {

constexpr int kWaitsMax = 40; // of two seconds: longer than a lease

std::map<std::string, std::string> orders_served(Caller& seller) {
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

} // namespace

void expect_kept(const Site& site, const Told& told) {
    const StoreFacts facts{site};
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

void expect_served(Caller& seller, const Told& told) {
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

std::set<std::string> without_order(Caller& seller, const Told& told) {
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

void let_pass(std::chrono::milliseconds span) {
    std::mutex mutex;
    std::condition_variable never;
    std::unique_lock lock{mutex};
    const auto end = std::chrono::steady_clock::now() + span;
    never.wait_until(lock, end, [end] { return std::chrono::steady_clock::now() >= end; });
}

} // namespace route9::e2e
