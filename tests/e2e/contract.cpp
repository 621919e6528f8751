// SPDX-License-Identifier: Apache-2.0
#include "contract.hpp"

namespace route9::e2e {
namespace {

constexpr int kWaitsMax = 5;

} // namespace

void Contract::SetUpTestSuite() {
    SharedServer::SetUpTestSuite();
    carrier_key_ = run_checked(
        site(), {"keys", "create", "--tenant", "qt", "--role", "carrier", "--party", "lao-express"}
    );
}

Answer Contract::ask(As who, const HttpRequest& asked) {
    switch (who) {
    case As::seller:
        return seller().send(asked);
    case As::operator_:
        return operator_().send(asked);
    case As::carrier:
        return carrier_.send(asked);
    case As::nobody:
        return seller().send_bare(asked);
    }
    return {};
}

void Contract::expect_problem(const Answer& answer, int status, const std::string& code) {
    EXPECT_EQ(answer.status, status) << answer.body;
    EXPECT_EQ(answer.header("Content-Type"), "application/problem+json");
    ASSERT_TRUE(answer.json.is_object()) << answer.body;
    EXPECT_EQ(answer.json.value("status", 0), status);
    EXPECT_EQ(answer.json.value("code", ""), code);
    EXPECT_EQ(answer.json.value("request_id", ""), answer.header("X-Request-Id"));
    for (const char* member : {"type", "title", "detail", "request_id"}) {
        EXPECT_NE(answer.json.value(member, ""), "") << member << answer.body;
    }
    EXPECT_EQ(answer.json.contains("errors"), code == "validation-failed") << answer.body;
    for (const Json& error : answer.json.value("errors", Json::array())) {
        EXPECT_TRUE(error.at("pointer").get<std::string>().starts_with("/")) << error;
        EXPECT_NE(error.at("code"), "");
        EXPECT_NE(error.at("message"), "");
        EXPECT_EQ(error.size(), 3U) << error;
    }
}

std::vector<Json> Contract::all_of(Caller& reader, const std::string& target) {
    std::vector<Json> all;
    std::string cursor;
    while (true) {
        const Answer page = reader.get(target + cursor);
        EXPECT_EQ(page.status, 200) << page.body;
        const Json& items = page.json.at("items");
        all.insert(all.end(), items.begin(), items.end());
        const Json& next = page.json.at("next");
        if (items.empty() || next.is_null()) {
            return all;
        }
        cursor = "&cursor=" + next.get<std::string>();
    }
}

bool Contract::await_event(Caller& reader, const std::string& type, const std::string& subject) {
    std::string cursor;
    for (int waits = 0; waits < kWaitsMax;) {
        const Answer page = reader.get("/v1/events?limit=100&wait=2" + cursor);
        for (const Json& event : page.json.at("items")) {
            if (event.at("type") == type && event.at("subject") == subject) {
                return true;
            }
        }
        waits += page.json.at("items").empty() ? 1 : 0;
        cursor = "&cursor=" + page.json.at("next").get<std::string>();
    }
    return false;
}

} // namespace route9::e2e
