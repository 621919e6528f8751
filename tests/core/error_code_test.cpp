// SPDX-License-Identifier: Apache-2.0
#include "core/error_code.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace route9 {
namespace {

TEST(ErrorCode, HasExactlyOneRowWithItsOwnNameForEachCode) {
    std::set<std::string_view> names;
    for (int i = 0; i <= static_cast<int>(ErrorCode::request_timeout); ++i) {
        const auto code = static_cast<ErrorCode>(i);
        const ErrorInfo& row = error_info(code);
        EXPECT_EQ(row.code, code) << i;
        EXPECT_TRUE(names.insert(row.name).second) << row.name;
        EXPECT_GE(row.http_status, 400);
    }
}

} // namespace
} // namespace route9
