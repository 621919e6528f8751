// SPDX-License-Identifier: Apache-2.0
// Which batteries travel as ordinary goods: up to 20 Wh a cell and 100 Wh a battery.
#include "fulfillment/dangerous_goods.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace route9::fulfillment {
namespace {

std::optional<Decimal> wh(const char* text) {
    return *text == '\0' ? std::nullopt : std::optional{Decimal::parse(text).value()};
}

TEST(DangerousGoods, AreExemptAsSmallLithiumBatteries) {
    struct Case {
        const char* un;
        const char* battery;
        const char* cell;
        bool is_exempt;
    };
    for (const Case& each : {
             Case{"UN3481", "100", "", true},
             Case{"UN3481", "100.001", "", false},
             Case{"UN3480", "", "20", true},
             Case{"UN3480", "", "20.001", false},
             Case{"UN3480", "99", "20.5", false}, // one cell too large
             Case{"UN3091", "100.5", "20", false},
             Case{"UN3090", "1", "1", true},
             Case{"UN3481", "", "", false},   // nobody knows
             Case{"UN1266", "1", "1", false}, // perfume
         }) {
        const DangerousGoods goods{each.un, wh(each.battery), wh(each.cell)};
        EXPECT_EQ(is_exempt(goods), each.is_exempt)
            << each.un << " " << each.battery << " " << each.cell;
    }
}

TEST(DangerousGoods, AreNamedByFourDigits) {
    for (const char* text : {"UN3481", "un3481", "UN 3481", "3481"}) {
        EXPECT_EQ(read_un_number(text), "UN3481") << text;
    }
    for (const char* text : {"", "UN", "UN348", "UN34811", "UN34A1", "ID8000", "３４８１"}) {
        EXPECT_EQ(read_un_number(text), std::nullopt) << text;
    }
}

} // namespace
} // namespace route9::fulfillment
