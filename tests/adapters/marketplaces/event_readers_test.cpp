// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/event_readers.hpp"
#include "marketplaces/shipped_profiles.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace route9::adapters {
namespace {

TEST(EventReaders, ReadTheMessagesOfEachPlatform) {
    std::vector<std::string> platforms;
    for (const EventReader& reader : event_readers()) {
        platforms.emplace_back(reader.platform);
        EXPECT_NE(shipped_profiles().find(reader.platform), nullptr) << reader.platform;
        EXPECT_EQ(find_event_reader(reader.platform), &reader);
    }
    EXPECT_EQ(
        platforms,
        (std::vector<std::string>{
            "adobe",
            "haravan",
            "kiotviet",
            "lazada",
            "nhanh",
            "sapo",
            "sendo",
            "shopee",
            "shopify",
            "simple",
            "standard",
            "tiki",
            "tiktok",
            "woocommerce"
        })
    );
    EXPECT_EQ(find_event_reader("meta"), nullptr);
    EXPECT_EQ(find_event_reader(""), nullptr);
}

TEST(EventReaders, ReadWhatEachPlatformCallsACancellation) {
    const MessageOrigin origin{.topic = "orders/cancelled", .connection = "lao-shop"};
    const auto haravan = parse_json(R"({"id": 7, "cancelled_at": "2026-03-10T01:00:00Z"})").value();
    EXPECT_EQ(find_event_reader("haravan")->read(haravan, origin).value().external_id, "7");
    const auto standard =
        parse_json(R"({"type": "order.cancelled", "data": {"external_id": "A-7"}})").value();
    EXPECT_EQ(find_event_reader("standard")->read(standard, origin).value().external_id, "A-7");
}

TEST(EventReaders, FileAnOrderUnderItsPlatformsChannelOrItsConnection) {
    EXPECT_EQ(find_event_reader("haravan")->unclaimed_channel("lao-shop"), "haravan");
    EXPECT_EQ(find_event_reader("standard")->unclaimed_channel("lao-shop"), "lao-shop");
}

} // namespace
} // namespace route9::adapters
