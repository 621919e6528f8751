// SPDX-License-Identifier: Apache-2.0
#include "core/names.hpp"
#include "tests/seeded_entropy.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace route9 {
namespace {

Instant at(std::int64_t ms) {
    return Instant{Milliseconds{ms}};
}

IdBytes filled(int byte) {
    IdBytes bytes;
    bytes.fill(static_cast<std::byte>(byte));
    return bytes;
}

TEST(Id, WritesPrefixAndTwentySixCrockfordCharacters) {
    EXPECT_EQ(format_id("ord", filled(0x00)), "ord_00000000000000000000000000");
    EXPECT_EQ(format_id("ord", filled(0xff)), "ord_7zzzzzzzzzzzzzzzzzzzzzzzzz");
    IdBytes one = filled(0x00);
    one[15] = std::byte{0x21}; // 33 = 1 × 32 + 1
    EXPECT_EQ(format_id("pcl", one), "pcl_00000000000000000000000011");
}

TEST(Id, CarriesTheTimeInItsFirstFortyEightBits) {
    tests::SeededEntropy entropy{1};
    const IdBytes bytes = OrderId::make(at(0x0123456789ab), entropy).bytes();
    EXPECT_EQ(bytes[0], std::byte{0x01});
    EXPECT_EQ(bytes[1], std::byte{0x23});
    EXPECT_EQ(bytes[5], std::byte{0xab});
}

TEST(Id, SortsByTimeAsBytesAndAsText) {
    tests::SeededEntropy entropy{2};
    OrderId before = OrderId::make(at(1'773'104'400'000), entropy);
    for (std::int64_t i = 1; i < 500; ++i) {
        const OrderId after = OrderId::make(at(1'773'104'400'000 + i * 37), entropy);
        EXPECT_LT(before, after);
        EXPECT_LT(before.text(), after.text());
        before = after;
    }
}

TEST(Id, ReadsBackWhatItWrote) {
    tests::SeededEntropy entropy{3};
    for (int i = 0; i < 200; ++i) {
        const OrderId id = OrderId::make(at(1'773'104'400'000), entropy);
        const auto again = OrderId::parse(id.text());
        ASSERT_TRUE(again.has_value()) << id.text();
        EXPECT_EQ(*again, id);
    }
}

TEST(Id, RefusesAnythingElse) {
    for (const std::string_view bad :
         {"",
          "ord",
          "ord_",
          "ord_0000000000000000000000000",
          "ord_000000000000000000000000000",
          "ord_8zzzzzzzzzzzzzzzzzzzzzzzzz",
          "ord_0000000000000000000000000A",
          "ord_0000000000000000000000000i",
          "ord_0000000000000000000000000l",
          "ord_0000000000000000000000000o",
          "ord_0000000000000000000000000u",
          "ord_0000000000000000000000000-",
          "ord-00000000000000000000000000",
          "pcl_00000000000000000000000000",
          "ORD_00000000000000000000000000",
          " ord_00000000000000000000000000",
          "00000000000000000000000000"}) {
        const auto refused = OrderId::parse(bad);
        ASSERT_FALSE(refused.has_value()) << bad;
        EXPECT_EQ(refused.error().code, ErrorCode::validation_failed);
        EXPECT_NE(refused.error().fields.at(0).message.find("ord_"), std::string::npos);
    }
}

TEST(Id, DiffersWithinOneMillisecond) {
    tests::SeededEntropy entropy{4};
    std::set<OrderId> ids;
    for (int i = 0; i < 1'000; ++i) {
        EXPECT_TRUE(ids.insert(OrderId::make(at(1), entropy)).second);
    }
}

} // namespace
} // namespace route9
