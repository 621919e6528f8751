// SPDX-License-Identifier: Apache-2.0
#include "core/names.hpp"
#include "platform/log.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <string>
#include <type_traits>

namespace route9::platform {
namespace {

class FixedClock final : public Clock {
public:
    Instant business() const override {
        return Instant{std::chrono::sys_days{std::chrono::year{2026} / 3 / 10}};
    }
    Tick machine() const override { return {}; }
};

std::vector<nlohmann::json> lines_of(const std::string& file) {
    std::vector<nlohmann::json> lines;
    std::ifstream in{file};
    for (std::string line; std::getline(in, line);) {
        lines.push_back(nlohmann::json::parse(line));
    }
    return lines;
}

TEST(Log, WritesOneJsonObjectALine) {
    const std::string file = testing::TempDir() + "route9_log_test.log";
    std::remove(file.c_str());
    const FixedClock clock;
    {
        Log log{clock, {.file = file}};
        log.info(
            "order.routed",
            {{"count", 3},
             {"tenant", TenantId{"t1"}},
             {"state", Word{"held"}},
             {"code", ErrorCode::sealed},
             {"waited", Milliseconds{250}},
             {"request", Correlation{"a\"b\n\xff"}},
             {"exception", std::runtime_error("broke\tin \\ two")}}
        );
        log.write(LogLevel::debug, "too.fine", {});
        log.error("worker.failed");
    }
    const auto lines = lines_of(file);
    ASSERT_EQ(lines.size(), 2U);
    const auto expected = nlohmann::json::parse(R"({
        "at": "2026-03-10T00:00:00Z", "level": "info", "event": "order.routed", "count": 3,
        "tenant": "t1", "state": "held", "code": "sealed", "waited": 250, "request": "a\"b??",
        "exception": "broke?in \\ two"})");
    EXPECT_EQ(lines[0], expected);
    EXPECT_EQ(lines[1]["level"], "error");
}

TEST(Log, TakesNoFreeText) {
    EXPECT_FALSE((std::is_constructible_v<LogField, Word, std::string>));
    EXPECT_FALSE((std::is_constructible_v<LogField, Word, std::string_view>));
    EXPECT_FALSE((std::is_constructible_v<LogField, Word, double>));
}

TEST(Log, DropsAndCountsWhenItsRingIsFull) {
    const std::string file = testing::TempDir() + "route9_log_full_test.log";
    std::remove(file.c_str());
    constexpr std::uint64_t written = 20'000;
    const FixedClock clock;
    std::uint64_t dropped = 0;
    {
        Log log{clock, {.file = file, .ring_lines = 2}};
        for (std::uint64_t i = 0; i < written; ++i) {
            log.info("again", {{"i", i}});
        }
        dropped = log.dropped();
    }
    EXPECT_GT(dropped, 0U);
    EXPECT_EQ(lines_of(file).size() + dropped, written);
}

} // namespace
} // namespace route9::platform
