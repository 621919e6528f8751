// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/order.hpp"

#include <gtest/gtest.h>

namespace route9::fulfillment {
namespace {

TEST(Order, ReadsEachStatusAsItWritesIt) {
    for (int i = 0; i <= static_cast<int>(OrderStatus::returned); ++i) {
        const auto status = static_cast<OrderStatus>(i);
        EXPECT_EQ(parse_order_status(name(status)), status) << name(status);
    }
    EXPECT_EQ(parse_order_status("lost"), std::nullopt);
}

} // namespace
} // namespace route9::fulfillment
