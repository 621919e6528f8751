// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/problem.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace route9::gateway::http {
namespace {

TEST(Problem, NamesTheThingInTheWay) {
    const Response response =
        problem({.code = ErrorCode::already_exists, .reference = "ord_1"}, "req_1");
    EXPECT_EQ(response.status, 409);
    const auto document = nlohmann::json::parse(response.body);
    EXPECT_EQ(document["reference"], "ord_1");
    EXPECT_EQ(document["code"], "already-exists");
    EXPECT_FALSE(document.contains("errors"));
}

TEST(Problem, SaysWhenToComeBackOnlyWhereThatHelps) {
    const auto retry_after = [](ErrorCode code) {
        const Response response = problem({.code = code}, "req_1", Seconds{7});
        return response.headers.empty() ? std::string{} : response.headers[0].second;
    };
    EXPECT_EQ(retry_after(ErrorCode::rate_limited), "7");
    EXPECT_EQ(retry_after(ErrorCode::overloaded), "7");
    EXPECT_EQ(retry_after(ErrorCode::not_found), "");
    EXPECT_EQ(retry_after(ErrorCode::internal), "");
}

TEST(Problem, StaysReadableWhateverItQuotes) {
    const Response response =
        problem({.code = ErrorCode::validation_failed, .fields = {{"/\xff", "c", "m"}}}, "req_1");
    EXPECT_TRUE(nlohmann::json::accept(response.body));
}

} // namespace
} // namespace route9::gateway::http
