// SPDX-License-Identifier: Apache-2.0
#include "platform/descriptor_limit.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

namespace route9::platform {
namespace {

class DescriptorLimit : public testing::Test {
protected:
    DescriptorLimit() {
        ::getrlimit(RLIMIT_NOFILE, &before_);
        const rlimit few{.rlim_cur = 256, .rlim_max = before_.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &few);
    }
    ~DescriptorLimit() override { ::setrlimit(RLIMIT_NOFILE, &before_); }

    static rlim_t now() {
        rlimit limit{};
        ::getrlimit(RLIMIT_NOFILE, &limit);
        return limit.rlim_cur;
    }

    rlimit before_{};
};

TEST_F(DescriptorLimit, IsRaisedToWhatIsWanted) {
    EXPECT_EQ(raise_descriptor_limit(300), 300U);
    EXPECT_EQ(now(), 300U);
}

TEST_F(DescriptorLimit, IsNeverLowered) {
    EXPECT_EQ(raise_descriptor_limit(100), 256U);
    EXPECT_EQ(now(), 256U);
}

TEST_F(DescriptorLimit, GoesAsFarAsTheSystemLets) {
    if (before_.rlim_max == RLIM_INFINITY) {
        GTEST_SKIP() << "the system sets no end here";
    }
    EXPECT_EQ(raise_descriptor_limit(before_.rlim_max + 1), before_.rlim_max);
}

} // namespace
} // namespace route9::platform
