// SPDX-License-Identifier: Apache-2.0
// The journal as its readers meet it: by position, without a gap, and at once.
#include "shared_server.hpp"

#include <chrono>
#include <future>
#include <map>

namespace route9::e2e {
namespace {

class Events : public SharedServer {
protected:
    /// All the tenant's events from the start; leaves the cursor behind the last.
    static std::vector<Json> all_events(Caller& reader, std::string& cursor) {
        std::vector<Json> events;
        while (true) {
            const Answer page =
                reader.get("/v1/events?limit=100" + (cursor.empty() ? "" : "&cursor=" + cursor));
            EXPECT_EQ(page.status, 200) << page.body;
            cursor = page.json.at("next").get<std::string>();
            if (page.json.at("items").empty()) {
                return events;
            }
            for (const Json& event : page.json.at("items")) {
                events.push_back(event);
            }
        }
    }
};

TEST_F(Events, HavePositionsWithoutAGap) {
    for (int i = 0; i < 60; ++i) {
        ASSERT_EQ(seller().post("/v1/orders", order_of("E-" + std::to_string(i))).status, 201);
    }
    std::string cursor;
    const std::vector<Json> events = all_events(operator_(), cursor);
    ASSERT_GE(events.size(), 120U);
    std::map<std::string, std::int64_t> last_of_subject;
    std::int64_t position = 0;
    for (const Json& event : events) {
        EXPECT_EQ(event.at("position").get<std::int64_t>(), ++position);
        std::int64_t& last = last_of_subject[event.at("subject").get<std::string>()];
        EXPECT_EQ(event.at("sequence").get<std::int64_t>(), ++last) << event;
    }
}

TEST_F(Events, TellAnOrdersAcceptanceBeforeItsRoute) {
    const Answer placed = seller().post("/v1/orders", order_of("E-story"));
    ASSERT_EQ(placed.status, 201);
    std::string cursor;
    std::vector<std::string> story;
    for (const Json& event : all_events(seller(), cursor)) {
        if (event.at("subject") == placed.json.at("id")) {
            story.push_back(event.at("type").get<std::string>());
        }
    }
    EXPECT_EQ(story, (std::vector<std::string>{"order.accepted", "order.routed"}));
}

TEST_F(Events, WakeWhoWaitsForThem) {
    std::string cursor;
    all_events(seller(), cursor);
    auto waiting = std::async(std::launch::async, [&] {
        Caller waiter{port(), keys().seller};
        return waiter.get("/v1/events?wait=30&cursor=" + cursor);
    });
    // Whether the wait has begun or not, the event must end it.
    ASSERT_EQ(seller().post("/v1/orders", order_of("E-wake")).status, 201);
    const auto stored = std::chrono::steady_clock::now();
    const Answer woken = waiting.get();
    EXPECT_LT(std::chrono::steady_clock::now() - stored, std::chrono::seconds{5});
    ASSERT_EQ(woken.status, 200) << woken.body;
    ASSERT_FALSE(woken.json.at("items").empty());
    EXPECT_EQ(woken.json.at("items").at(0).at("type"), "order.accepted");
}

TEST_F(Events, AnswerNothingWhenTheWaitEnds) {
    std::string cursor;
    all_events(stranger(), cursor);
    const auto asked = std::chrono::steady_clock::now();
    const Answer idle = stranger().get("/v1/events?wait=1&cursor=" + cursor);
    EXPECT_GE(std::chrono::steady_clock::now() - asked, std::chrono::milliseconds{900});
    EXPECT_EQ(idle.status, 200);
    EXPECT_TRUE(idle.json.at("items").empty());
}

TEST_F(Events, HoldNothingPersonal) {
    ASSERT_EQ(seller().post("/v1/orders", order_of("E-private")).status, 201);
    std::string cursor;
    const std::string text = Json(all_events(operator_(), cursor)).dump();
    for (const char* personal : {"ນາງ ຕົວຢ່າງ", "5500 0001", "55000001", "ບ້ານ ຕົວຢ່າງ"}) {
        EXPECT_EQ(text.find(personal), std::string::npos) << personal;
    }
}

} // namespace
} // namespace route9::e2e
