// SPDX-License-Identifier: Apache-2.0
#include "corridor_fixture.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

namespace route9::fulfillment {
namespace {

/// Every member that is expected is there and equal; others are free.
void expect_within(const Json& expected, const Json& actual, const std::string& at) {
    if (!expected.is_object()) {
        EXPECT_EQ(print_json(expected), print_json(actual)) << at;
        return;
    }
    for (const auto& [name, value] : expected.items()) {
        ASSERT_TRUE(actual.is_object() && actual.contains(name)) << at << "/" << name;
        expect_within(value, actual[name], at + "/" + name);
    }
}

TEST(PlanExamples, AnswersEveryWorkedCase) {
    const char* reference = std::getenv("ROUTE9_REFERENCE");
    if (reference == nullptr) {
        GTEST_SKIP() << "set ROUTE9_REFERENCE to the folder of the reference files";
    }
    const std::string path = std::string{reference} + "/../examples/plan.json";
    const Json cases = parse_json(read_whole_file(path)).value();
    ASSERT_FALSE(cases.empty());
    for (const Json& each : cases) {
        const auto id = each.at("id").get<std::string>();
        SCOPED_TRACE(id + " " + each.at("title").get<std::string>());
        expect_within(each.at("expect"), run_plan(each.at("given")), id);
    }
}

} // namespace
} // namespace route9::fulfillment
