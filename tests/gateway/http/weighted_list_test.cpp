// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/weighted_list.hpp"

#include <gtest/gtest.h>

namespace route9::gateway::http {
namespace {

TEST(WeightedList, TakesTheRangeThatIsNearestToTheType) {
    struct Case {
        const char* accept;
        const char* type;
        int quality;
    };
    const Case cases[] = {
        {"text/csv", "text/csv", 1'000},
        {"text/csv", "application/json", 0},
        {"text/csv;q=0", "text/csv", 0},
        {"text/csv;q=0, */*", "text/csv", 0},
        {"text/csv;q=0, */*", "application/json", 1'000},
        {"*/*;q=0.1, application/*;q=0.5, application/pdf;q=0.25", "application/pdf", 250},
        {"*/*;q=0.1, application/*;q=0.5, application/pdf;q=0.25", "application/json", 500},
        {"*/*;q=0.1, application/*;q=0.5, application/pdf;q=0.25", "text/csv", 100},
        {" TEXT/CSV ; charset=utf-8 ; q=0.001 ,", "text/csv", 1},
        {"", "text/csv", 0},
        {"text/csvx", "text/csv", 0},
    };
    for (const auto& row : cases) {
        EXPECT_EQ(accept_quality(row.accept, row.type), row.quality) << row.accept;
    }
}

} // namespace
} // namespace route9::gateway::http
