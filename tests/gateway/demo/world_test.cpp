// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/order_document.hpp"
#include "fulfillment/phone.hpp"
#include "gateway/demo/shop_messages.hpp"
#include "gateway/demo/world.hpp"

#include <gtest/gtest.h>

#include <set>

namespace route9::gateway::demo {
namespace {

Instant opening() {
    return *parse_rfc3339("2026-03-10T06:20:00+07:00");
}

std::vector<ShopOrder> all_orders(const World& world) {
    std::vector<ShopOrder> all;
    for (const auto* list : {&world.haravan, &world.standard, &world.rest_viet, &world.rest_lao}) {
        all.insert(all.end(), list->begin(), list->end());
    }
    all.push_back(world.refused);
    all.push_back(world.after_noon);
    return all;
}

std::string bytes_of(const World& world) {
    std::string bytes;
    for (const ShopOrder& order : all_orders(world)) {
        bytes += api_order(order, "test").dump() + '\n';
    }
    for (const ShopOrder& order : world.haravan) {
        bytes += haravan_order(order).dump() + '\n';
    }
    return bytes;
}

TEST(DemoWorld, SameSeedGivesTheSameBytes) {
    EXPECT_EQ(bytes_of(make_world(7, opening())), bytes_of(make_world(7, opening())));
}

TEST(DemoWorld, AnotherSeedGivesOtherPeople) {
    EXPECT_NE(bytes_of(make_world(1, opening())), bytes_of(make_world(2, opening())));
}

TEST(DemoWorld, NamesNoOrderTwice) {
    std::set<std::string> ids;
    for (const ShopOrder& order : all_orders(make_world(1, opening()))) {
        EXPECT_TRUE(ids.insert(order.external_id).second) << order.external_id;
    }
    EXPECT_EQ(ids.size(), 23U);
}

TEST(DemoWorld, EveryOrderCanBeReadByTheApi) {
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        for (const ShopOrder& order : all_orders(make_world(seed, opening()))) {
            const auto read = adapters::read_order(api_order(order, "test"));
            ASSERT_TRUE(read.has_value()) << order.external_id;
            EXPECT_EQ(read->payment.amount, order.total);
        }
    }
}

TEST(DemoWorld, OnlyTheMishapHasATelephoneNumberThatIsNone) {
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        for (const ShopOrder& order : all_orders(make_world(seed, opening()))) {
            const auto phone = fulfillment::parse_phone(order.buyer.phone, order.buyer.country);
            EXPECT_EQ(phone.has_value(), order.mishap != Mishap::phone_too_short)
                << order.buyer.phone;
        }
    }
}

TEST(DemoWorld, TotalsAreTheSumsOfTheirLines) {
    for (const ShopOrder& order : all_orders(make_world(3, opening()))) {
        std::int64_t sum = 0;
        for (const BoughtLine& line : order.lines) {
            sum += line.good.price.minor() * line.quantity;
        }
        EXPECT_EQ(order.total.minor(), sum) << order.external_id;
    }
}

} // namespace
} // namespace route9::gateway::demo
