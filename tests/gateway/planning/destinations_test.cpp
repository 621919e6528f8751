// SPDX-License-Identifier: Apache-2.0
// What an order's page says of its destination: places to choose from in words, with what PATCH
// takes for each; what an address of before July 2025 is today; what is open while it goes on.
#include "planning_under_test.hpp"

#include <gtest/gtest.h>

#include <string>

namespace route9::tests {
namespace {

class Destinations : public testing::Test, public PlanningUnderTest {
protected:
    static Json laos(const std::string& province, const std::string& district) {
        return {
            {"country", "LA"},
            {"province", province},
            {"district", district},
            {"landmark", "ໃກ້ວັດ"},
        };
    }
    static Json
    viet_nam(const std::string& province, const std::string& district, const std::string& village) {
        return {
            {"country", "VN"},
            {"province", province},
            {"district", district},
            {"village", village},
        };
    }
    Json page(const std::string& id, const char* language) {
        return call(
                   at::get_order,
                   staff(),
                   {.parameters = {{"id", id}}, .headers = {{"Accept-Language", language}}}
        ).json();
    }
    /// The order after PATCH with this recipient.
    Json mended(const Json& order, const Json& recipient) {
        const std::string id = order.at("id");
        const Answer seen = read(at::get_order, staff(), id);
        const Answer answer = call(
            at::patch_order,
            by_seller(),
            {.parameters = {{"id", id}},
             .body = {{"recipient", recipient}},
             .headers = {{"If-Match", seen.header("ETag")}}}
        );
        EXPECT_EQ(answer.status, 200) << answer.text;
        return page(id, "en");
    }
};

TEST_F(Destinations, ADistrictOfAnotherProvinceIsChosenInWordsAndMended) {
    const Json held = order("A1", laos("Savannakhet", "Pakse"));
    EXPECT_EQ(held.at("status"), "held");
    const Json& reason = held.at("reasons").at(0);
    EXPECT_EQ(reason.at("code"), "ADDRESS_AMBIGUOUS");
    EXPECT_EQ(reason.at("pointer"), "/recipient/district");
    EXPECT_EQ(reason.at("choices"), Json::parse(R"([
            {"code":"1601","name":"Pakse, Champasak",
             "recipient":{"province":"LA-CH","district":"1601"}},
            {"code":"LA-SV","name":"Savannakhet"}])"));
    EXPECT_EQ(
        page(held.at("id"), "lo").at("reasons").at(0).at("choices").at(0).at("name"),
        "ປາກເຊ, ຈຳປາສັກ"
    );
    const Json order = mended(held, reason.at("choices").at(0).at("recipient"));
    EXPECT_EQ(order.at("status"), "routed") << order;
    EXPECT_EQ(
        order.at("destination"),
        Json::parse(R"({"country":"LA","province":"LA-CH","district":"1601",
                        "name":"Pakse, Champasak"})")
    );
}

TEST_F(Destinations, AProvinceThatIsTwoIsAskedAtTheProvince) {
    const Json held = order("A1", laos("Vientiane", "ບ້ານ ໂພນທັນ"));
    const Json& reason = held.at("reasons").at(0);
    EXPECT_EQ(reason.at("pointer"), "/recipient/province");
    EXPECT_EQ(reason.at("choices"), Json::parse(R"([
            {"code":"LA-VI","name":"Vientiane Province","recipient":{"province":"LA-VI"}},
            {"code":"LA-VT","name":"Vientiane Capital","recipient":{"province":"LA-VT"}}])"));
}

TEST_F(Destinations, WhatIsSpeltNearlySoIsOffered) {
    const Json held = order("A1", laos("LA-SV", "Xepun"));
    const Json& reason = held.at("reasons").at(0);
    EXPECT_EQ(reason.at("code"), "ADDRESS_UNKNOWN");
    EXPECT_EQ(reason.at("pointer"), "/recipient/district");
    EXPECT_EQ(reason.at("choices").at(0).at("name"), "Xepon, Savannakhet");
    const Json order = mended(held, reason.at("choices").at(0).at("recipient"));
    EXPECT_EQ(order.at("destination").at("district"), "1305");
    const Json far = this->order("A2", laos("Udon Thani", "Nong Khai"));
    EXPECT_EQ(far.at("reasons").at(0).at("pointer"), "/recipient/province");
    EXPECT_FALSE(far.at("reasons").at(0).contains("choices"));
}

TEST_F(Destinations, ATelephoneThatCannotBeReadSaysWhy) {
    const Json placed = order("A1", laos("LA-SV", "1301"));
    const Json held = mended(placed, {{"phone", "020 555 1234"}});
    const Json& reason = held.at("reasons").at(0);
    EXPECT_EQ(reason.at("code"), "PHONE_UNREADABLE");
    EXPECT_EQ(reason.at("why"), "too_short");
    EXPECT_EQ(
        reason.at("message"),
        "The recipient's phone number cannot be read; correct it for the country of delivery. "
        "It has too few digits."
    );
    EXPECT_FALSE(held.contains("contact"));
    const Json line = mended(placed, {{"phone", "041 212345"}});
    EXPECT_EQ(line.at("status"), "routed");
    EXPECT_EQ(line.at("contact"), Json::parse(R"({"phone":"+85641212345","kind":"fixed"})"));
}

TEST_F(Destinations, ATelephoneWhoseZeroASheetHasLostIsRead) {
    const Json placed = order("A1", viet_nam("Quảng Trị", "Đông Hà", "Phường 1"));
    const Json mended_order = mended(placed, {{"phone", "905123456"}});
    EXPECT_EQ(mended_order.at("reasons"), Json::array());
    EXPECT_EQ(
        mended_order.at("contact"), Json::parse(R"({"phone":"+84905123456","kind":"mobile"})")
    );
}

TEST_F(Destinations, WhereTheCourierGoesIsAskedWhileTheOrderGoesOn) {
    const Json placed = order("A1", to_savannakhet);
    EXPECT_EQ(placed.at("status"), "routed");
    EXPECT_EQ(placed.at("questions").at(0).at("code"), "DELIVERY_POINT_MISSING");
    EXPECT_EQ(placed.at("questions").at(0).at("pointer"), "/recipient/village");
    for (const char* point : {"village", "landmark", "pickup_point", "address_line"}) {
        Json recipient = to_savannakhet;
        recipient[point] = "ບ້ານ ທ່າແຮ່";
        EXPECT_EQ(order(point, recipient).at("questions"), Json::array()) << point;
    }
}

TEST_F(Destinations, AnAddressOfBeforeTheMergerIsToldAsOfToday) {
    const Json placed = order("A1", viet_nam("Quảng Bình", "TP. Đồng Hới", "P. Hải Thành"));
    EXPECT_EQ(placed.at("reasons"), Json::array());
    EXPECT_EQ(
        placed.at("destination"),
        Json::parse(R"({"country":"VN","province":"44","district":"TP. Đồng Hới",
            "name":"Quang Tri",
            "former_province":{"code":"44","name":"Quảng Bình","until":"2025-06-30"},
            "commune":{"code":"18880","name":"Phường Đồng Hới"}})")
    );
    EXPECT_EQ(placed.at("questions"), Json::array());
}

TEST_F(Destinations, ACommuneThatWentIntoSeveralIsAskedAndHoldsNothing) {
    const Json placed = order("A1", viet_nam("TP.HCM", "Q.1", "Phường Đa Kao"));
    EXPECT_EQ(placed.at("status"), "routed");
    EXPECT_FALSE(placed.at("destination").contains("commune"));
    const Json& question = placed.at("questions").at(0);
    EXPECT_EQ(question.at("code"), "COMMUNE_AMBIGUOUS");
    EXPECT_EQ(question.at("choices"), Json::parse(R"([
            {"code":"26737","name":"Phường Tân Định","recipient":{"village":"Phường Tân Định"}},
            {"code":"26740","name":"Phường Sài Gòn","recipient":{"village":"Phường Sài Gòn"}}])"));
    const Json order = mended(placed, question.at("choices").at(1).at("recipient"));
    EXPECT_EQ(order.at("destination").at("commune").at("code"), "26740");
    EXPECT_EQ(order.at("questions"), Json::array());
}

} // namespace
} // namespace route9::tests
