// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/pickup_name.hpp"

#include <gtest/gtest.h>

#include <string>

namespace route9::fulfillment {
namespace {

TEST(PickupName, IsCarrierAndPointWithOneSlash) {
    const auto named = parse_pickup_name("lao-express/SVK-1");
    ASSERT_TRUE(named.has_value());
    EXPECT_EQ(named->carrier.text(), "lao-express");
    EXPECT_EQ(named->point, "SVK-1");
}

TEST(PickupName, IsNoOtherText) {
    const std::string longest(64, 'x');
    EXPECT_TRUE(parse_pickup_name("c/" + longest).has_value());
    for (const std::string& text :
         {std::string{},
          std::string{"SVK-1"},
          std::string{"/SVK-1"},
          std::string{"lao-express/"},
          std::string{"a/b/c"},
          std::string{"Km 5/2"},
          std::string{"ວັດ/1"},
          "c/" + longest + "x",
          longest + "x/1"}) {
        EXPECT_FALSE(parse_pickup_name(text).has_value()) << text;
    }
}

} // namespace
} // namespace route9::fulfillment
