// SPDX-License-Identifier: Apache-2.0
#include "declarations/corridor_rules.hpp"
#include "fulfillment/screening.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace route9::fulfillment {
namespace {

using namespace std::chrono_literals;
using declarations::Country;

struct Case {
    const char* title;
    std::string name;
    std::string hs_code;
    Country origin;
    Day day;
    ScreeningDecision decision;
    std::string row_id; // of the first reason; "" = no reason
};

constexpr Day today = 2026y / 3 / 16;

const std::array cases{
    Case{
        "an ordinary shirt",
        "Áo sơ mi nam",
        "620520",
        Country::vn,
        today,
        ScreeningDecision::pass,
        ""
    },
    Case{
        "HS 93 out of Viet Nam",
        "spare part",
        "930690",
        Country::vn,
        today,
        ScreeningDecision::refuse,
        "VN-WEAPONS"
    },
    Case{
        "Resolution 173/2024: by word in Vietnamese",
        "Thuốc lá điện tử mini",
        "",
        Country::la,
        today,
        ScreeningDecision::refuse,
        "VN-ECIG"
    },
    Case{
        "typed without marks",
        "thuoc la dien tu",
        "",
        Country::la,
        today,
        ScreeningDecision::refuse,
        "VN-ECIG"
    },
    Case{
        "by word in Lao",
        "ຂາຍ ຢາສູບໄຟຟ້າ ລຸ້ນໃໝ່",
        "",
        Country::la,
        today,
        ScreeningDecision::refuse,
        "VN-ECIG"
    },
    Case{
        "by word in English, punctuation around it",
        "Pod kit (vape)",
        "",
        Country::la,
        today,
        ScreeningDecision::refuse,
        "VN-ECIG"
    },
    Case{
        "before 1 Jan 2025 Viet Nam did not forbid it",
        "vape",
        "",
        Country::la,
        Day{2024y / 12 / 31},
        ScreeningDecision::pass,
        ""
    },
    Case{
        "part of a longer word is no word",
        "vapeur iron",
        "",
        Country::la,
        today,
        ScreeningDecision::pass,
        ""
    },
    Case{
        "a hint is held for a person",
        "Toy gun for kids",
        "",
        Country::vn,
        today,
        ScreeningDecision::hold,
        "VN-WEAPONS"
    },
    Case{
        "a cosmetic into Viet Nam",
        "ສະບູ",
        "330499",
        Country::la,
        today,
        ScreeningDecision::hold,
        "VN-COSMETICS"
    },
    Case{"a cosmetic into Laos", "Kem", "330499", Country::vn, today, ScreeningDecision::pass, ""},
    Case{
        "antiques may not leave Laos",
        "relic",
        "970610",
        Country::la,
        today,
        ScreeningDecision::refuse,
        "LA-ANTIQUES"
    },
    Case{
        "a book alone is held as a publication",
        "novel",
        "490199",
        Country::la,
        today,
        ScreeningDecision::hold,
        "VN-PUBLICATIONS"
    },
    Case{
        "imitation jewellery passes",
        "ring",
        "711719",
        Country::vn,
        today,
        ScreeningDecision::pass,
        ""
    },
    Case{
        "gold does not",
        "ring",
        "711319",
        Country::vn,
        today,
        ScreeningDecision::refuse,
        "VN-VALUABLES"
    },
    Case{
        "used IT goods need word and HS",
        "Laptop đã qua sử dụng",
        "847130",
        Country::la,
        today,
        ScreeningDecision::refuse,
        "VN-USED-GOODS"
    },
};

TEST(Screening, RefusesHoldsAndPassesByRow) {
    for (const Case& one : cases) {
        SCOPED_TRACE(one.title);
        const Country destination = one.origin == Country::vn ? Country::la : Country::vn;
        const ScreenedGoods goods{one.name, one.hs_code};
        const Screening out = screen_goods(
            std::span{&goods, 1},
            {one.origin, destination, one.day},
            declarations::test::corridor_rules().categories()
        );
        EXPECT_EQ(name(out.decision), name(one.decision));
        EXPECT_EQ(out.reasons.empty() ? std::string{} : out.reasons.front().row_id, one.row_id);
    }
}

TEST(Screening, NamesTheLineOfAnOrder) {
    Order order;
    order.lines.resize(3);
    order.lines[0].name = "cốc sứ";
    order.lines[2].name = "ammunition box";
    const Screening out = screen_order(
        order, {Country::vn, Country::la, today}, declarations::test::corridor_rules().categories()
    );
    ASSERT_EQ(out.reasons.size(), 2U);
    EXPECT_EQ(out.reasons[0].line, 2U);
    EXPECT_EQ(out.reasons[0].row_id, "VN-WEAPONS");
    EXPECT_EQ(out.reasons[1].row_id, "LA-WEAPONS");
    EXPECT_EQ(out.reasons[1].matched, "ammunition");
}

} // namespace
} // namespace route9::fulfillment
