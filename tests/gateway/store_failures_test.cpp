// SPDX-License-Identifier: Apache-2.0
#include "gateway/store_failures.hpp"
#include "temporary_directory.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

namespace route9::tests {
namespace {

using namespace std::chrono_literals;
using Lines = std::vector<std::string>;

class HeldClock final : public Clock {
public:
    Instant business() const override { return {}; }
    Tick machine() const override { return now; }

    Tick now{};
};

TEST(StoreFailures, AreToldOnceASecondOfEachKindWithHowManyWentUnsaid) {
    const TemporaryDirectory directory;
    const std::string file = directory.path() / "log";
    {
        HeldClock clock;
        platform::Log log{clock, {.file = file}};
        gateway::StoreFailures failures{log, clock};
        for (const char* what : {"one", "two", "three"}) {
            failures.tell(StoreFault::unavailable, what);
        }
        failures.tell(StoreFault::full, "four");
        clock.now += 1s;
        failures.tell(StoreFault::unavailable, "five");
    }
    std::ifstream in{file};
    Lines told;
    for (std::string line; std::getline(in, line);) {
        told.push_back(line);
    }
    ASSERT_EQ(told.size(), 3U);
    EXPECT_NE(told[0].find("one"), std::string::npos) << told[0];
    EXPECT_NE(told[1].find("four"), std::string::npos) << told[1];
    EXPECT_NE(told[2].find("five"), std::string::npos) << told[2];
    EXPECT_NE(told[2].find("\"unsaid\":2"), std::string::npos) << told[2];
}

} // namespace
} // namespace route9::tests
