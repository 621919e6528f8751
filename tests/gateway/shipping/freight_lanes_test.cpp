// SPDX-License-Identifier: Apache-2.0
// What freight cost, told by parties and shown by month; and how empty trucks crossed.
#include "truck_under_test.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

constexpr Minutes kDay{24 * 60};

class Freight : public testing::Test, protected TruckUnderTest {
protected:
    static Json report(const std::string& id, const std::string& amount, Json changes = {}) {
        Json row{
            {"id", id},
            {"from", "DONGHA"},
            {"to", "SAVANNAKHET"},
            {"unit", "kg"},
            {"price", {{"amount", amount}, {"currency", "VND"}}},
            {"day", "2026-02-20"},
        };
        if (changes.is_object()) {
            row.update(changes);
        }
        return row;
    }
    Answer tell(const Principal& who, const Json& rows) {
        return call(at::post_freight_observations, who, {.body = {{"observations", rows}}});
    }
    std::string told(const Principal& who, const Json& row) {
        const Answer answer = tell(who, Json::array({row}));
        if (answer.status != 200) {
            return answer.code() + answer.text;
        }
        return answer.json().at("results").at(0).at("result").get<std::string>();
    }
    Json rates(const std::string& query = "", const Principal& who = by_seller()) {
        return call(at::get_freight_rates, who, {.target = "/v1/freight/rates" + query}).json();
    }
    void show_february() { pass(2 * kDay); }
};

TEST_F(Freight, OfALaneIsShownOnceThreePartiesToldAndTheMonthIsOver) {
    EXPECT_EQ(told(by_seller(), report("1", "10000")), "accepted");
    EXPECT_EQ(told(by_carrier(), report("1", "11000")), "accepted");
    EXPECT_EQ(told(staff(), report("1", "15000", {{"carried_kg", "800"}})), "accepted");
    EXPECT_EQ(rates().at("month"), "2026-01");
    EXPECT_TRUE(rates().at("items").empty());
    show_february();
    EXPECT_EQ(
        rates().at("items"),
        Json::array({{
            {"from", "DONGHA"},
            {"to", "SAVANNAKHET"},
            {"direction", "vn_la"},
            {"unit", "kg"},
            {"price",
             {{"from", {{"amount", "12000"}, {"currency", "VND"}}},
              {"below", {{"amount", "13000"}, {"currency", "VND"}}}}},
            {"reporters", "3-5"},
        }})
    );
    EXPECT_EQ(rates("?to=SAVANNAKHET").at("items").size(), 1U);
    EXPECT_TRUE(rates("?to=VIENTIANE").at("items").empty());
    EXPECT_EQ(rates("?month=2026-03").at("code"), "validation-failed");
}

TEST_F(Freight, CountsAPartyOnceHoweverManyKeysAndPeopleItHas) {
    const Principal other_key = as(Role::seller, "shop", 2);
    EXPECT_EQ(told(by_seller(), report("1", "10000")), "accepted");
    EXPECT_EQ(told(other_key, report("2", "10000")), "accepted");
    EXPECT_EQ(told(staff(), report("1", "10000")), "accepted");
    EXPECT_EQ(told(as(Role::warehouse, "DONGHA"), report("2", "10000")), "accepted");
    EXPECT_EQ(told(as(Role::operator_, "", 3), report("3", "10000")), "accepted");
    show_february();
    EXPECT_TRUE(rates().at("items").empty());
}

// What was shown cannot be compared with itself before and after somebody told.
TEST_F(Freight, OfAMonthThatIsShownChangesNoMore) {
    for (const Principal& who : {by_seller(), by_carrier(), staff()}) {
        EXPECT_EQ(told(who, report("1", "10000")), "accepted");
    }
    pass(kDay); // the 11th: neither taken nor shown
    EXPECT_EQ(told(by_other_seller(), report("1", "90000")), "frozen");
    EXPECT_TRUE(rates().at("items").empty());
    pass(kDay);
    const Json shown = rates();
    EXPECT_EQ(shown.at("items").size(), 1U);
    EXPECT_EQ(told(by_other_seller(), report("1", "90000")), "frozen");
    EXPECT_EQ(told(by_seller(), report("1", "20000")), "frozen");
    EXPECT_EQ(told(by_seller(), report("1", "20000", {{"day", "2026-03-11"}})), "frozen");
    EXPECT_EQ(told(by_seller(), report("2", "20000", {{"day", "2026-03-11"}})), "accepted");
    EXPECT_EQ(rates(), shown);
    EXPECT_EQ(rates("?month=2026-02"), shown);
}

TEST_F(Freight, ToldAgainIsKnownAndToldOtherwiseCorrected) {
    EXPECT_EQ(told(by_seller(), report("1", "10000")), "accepted");
    EXPECT_EQ(told(by_seller(), report("1", "10000")), "known");
    EXPECT_EQ(told(by_seller(), report("1", "12000")), "corrected");
    EXPECT_EQ(told(by_carrier(), report("1", "10000")), "accepted"); // its own id
}

TEST_F(Freight, OfOtherUnitsVehiclesAndCurrenciesIsAnotherCell) {
    const Json truck{{"unit", "truck"}, {"vehicle", "van"}};
    EXPECT_EQ(told(by_seller(), report("1", "10000")), "accepted");
    EXPECT_EQ(told(by_carrier(), report("1", "10000", {{"unit", "tonne"}})), "accepted");
    EXPECT_EQ(told(staff(), report("1", "10000", truck)), "accepted");
    const Json kip{{"price", {{"amount", "10000"}, {"currency", "LAK"}}}};
    EXPECT_EQ(told(by_other_seller(), report("1", "0", kip)), "accepted");
    show_february();
    EXPECT_TRUE(rates().at("items").empty());
}

TEST_F(Freight, IsToldByWhoWritesAndNamesWhatToMend) {
    EXPECT_EQ(tell(as(Role::broker, "brokers"), Json::array()).status, 403);
    EXPECT_EQ(tell(as(Role::finance), Json::array()).status, 403);
    Principal reads = by_seller();
    reads.scopes = Scopes{}.with(Scope::shipments_read);
    EXPECT_EQ(tell(reads, Json::array()).status, 403);
    const std::vector<std::pair<Json, std::string>> wrong{
        {{{"from", "NOWHERE"}}, "/observations/0/from"},
        {{{"to", "DONGHA"}}, "/observations/0/to"},
        {{{"unit", "ox-cart"}}, "/observations/0/unit"},
        {{{"unit", "truck"}}, "/observations/0/vehicle"},
        {{{"vehicle", "van"}}, "/observations/0/vehicle"},
        {{{"price", {{"amount", "0"}, {"currency", "VND"}}}}, "/observations/0/price/amount"},
        {{{"price", {{"amount", "1"}, {"currency", "EUR"}}}}, "/observations/0/price/currency"},
        {{{"day", "2026-03-11"}}, "/observations/0/day"},
        {{{"day", "tomorrow"}}, "/observations/0/day"},
        {{{"carried_kg", "0"}}, "/observations/0/carried_kg"},
        {{{"who", "me"}}, "/observations/0/who"},
    };
    for (const auto& [change, pointer] : wrong) {
        const Answer refused = tell(by_seller(), Json::array({report("1", "1", change)}));
        EXPECT_EQ(refused.status, 422) << change;
        EXPECT_EQ(refused.json().at("errors").at(0).at("pointer"), pointer);
    }
}

TEST_F(Freight, OfOnePartyInAMonthIsBounded) {
    for (int batch = 0; batch < 5; ++batch) {
        Json rows = Json::array();
        for (int i = 0; i < 100; ++i) {
            rows.push_back(report(std::to_string(batch) + "-" + std::to_string(i), "1"));
        }
        ASSERT_EQ(tell(by_seller(), rows).status, 200);
    }
    EXPECT_EQ(told(by_seller(), report("one more", "1")), "too_many");
    EXPECT_EQ(told(by_seller(), report("4-99", "2")), "corrected");
    EXPECT_EQ(told(by_carrier(), report("one", "1")), "accepted");
}

// 1,000 kg over 330 km are 330 t-km; three parcels of 250 g are aboard: 0.2475 t-km.
TEST_F(Freight, ShowsHowEmptyTrucksCross) {
    const auto report_of = [&](const std::string& query) {
        const Ask ask{.target = "/v1/reports/empty-runs" + query};
        return call(at::get_empty_runs, staff(), ask).json();
    };
    three_aboard();
    close(truck_);
    EXPECT_TRUE(report_of("").at("items").empty());
    ASSERT_EQ(depart().status, 200);
    EXPECT_EQ(
        report_of("").at("items"),
        Json::array({{
            {"gate", "LAOBAO"},
            {"direction", "vn_la"},
            {"runs", 1},
            {"returns_unseen", 0},
            {"capacity_tkm", "330"},
            {"loaded_tkm", "0.248"},
            {"empty_tkm", "329.753"},
            {"empty_percent", "99.9"},
        }})
    );
    EXPECT_TRUE(report_of("?from=2026-02-01&to=2026-02-28").at("items").empty());
    EXPECT_EQ(report_of("?from=2026-03-10&to=2026-03-10").at("items").size(), 1U);
    EXPECT_EQ(report_of("?from=2026-03-10&to=2026-03-09").at("code"), "validation-failed");
    EXPECT_EQ(report_of("?from=2026-01-01&to=2026-04-04").at("code"), "validation-failed");
    EXPECT_EQ(report_of("?from=soon").at("code"), "validation-failed");
    EXPECT_EQ(call(at::get_empty_runs, by_carrier(), {.target = "/"}).status, 403);
}

} // namespace
} // namespace route9::tests
