// SPDX-License-Identifier: Apache-2.0
#include "platform/write_signals.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>

namespace route9::platform {
namespace {

int error_of_write_that_nobody_reads() {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) {
        return 0;
    }
    ::close(ends[0]);
    return ::write(ends[1], "x", 1) < 0 ? errno : 0;
}

TEST(WriteSignalsDeathTest, AWriteThatNobodyReadsIsAnError) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    EXPECT_EXIT(
        {
            ignore_write_signals();
            std::_Exit(error_of_write_that_nobody_reads());
        },
        testing::ExitedWithCode(EPIPE),
        ""
    );
}

} // namespace
} // namespace route9::platform
