// SPDX-License-Identifier: Apache-2.0
// What carriers have agreed to decides who delivers, and whether anybody does.
#include "gateway/quotes/quote_endpoints.hpp"
#include "replanning_under_test.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace route9::tests {
namespace {

class CarriersTerms : public testing::Test, public ReplanningUnderTest {
protected:
    Answer terms(const Json& body, const std::string& carrier = "lao-express") {
        return write(at::put_carrier_terms, staff(), carrier, body);
    }
    void agreed(const Json& body, const std::string& carrier = "lao-express") {
        const Answer answer = terms(body, carrier);
        EXPECT_EQ(answer.status, 200) << answer.text;
    }
    void change(const Json& body) {
        const Answer stood = read(at::get_carrier_terms, staff(), "lao-express");
        const Answer changed = call(
            at::put_carrier_terms,
            staff(),
            {.parameters = {{"id", "lao-express"}},
             .body = body,
             .headers = {{"If-Match", stood.header("ETag")}}}
        );
        EXPECT_EQ(changed.status, 200) << changed.text;
    }
    std::string packed(const Json& order) {
        return pack(FulfillmentId::parse(work(order).at("id").get<std::string>()).value());
    }
    std::string code_of(const std::string& parcel) {
        return read(at::get_parcel, staff(), parcel).json().at("code");
    }
    /// "cod_limit: …", every error of a refusal.
    static std::vector<std::string> refused_for(const Answer& answer) {
        std::vector<std::string> all;
        for (const Json& error : answer.json().value("errors", Json::array())) {
            all.push_back(
                error.at("code").get<std::string>() + ": " + error.at("message").get<std::string>()
            );
        }
        return all;
    }
    /// To be collected in kip, in Kaysone Phomvihane.
    Json collected(const std::string& external_id, const std::string& amount) {
        Json recipient = to_savannakhet;
        recipient["name"] = "Nang Tuayang";
        recipient["phone"] = "020 5512 3456";
        const Json item{
            {"sku", "SHIRT"}, {"name", "Shirt"}, {"quantity", 1}, {"unit_price", "165500"}
        };
        const Json body{
            {"external_id", external_id},
            {"channel", "rest"},
            {"placed_at", "2026-03-10T07:55:00+07:00"},
            {"currency", "LAK"},
            {"payment", {{"method", "cod"}, {"amount", amount}}},
            {"recipient", recipient},
            {"items", Json::array({item})},
        };
        const Answer answer = call(at::post_order, by_seller(), {.body = body});
        EXPECT_EQ(answer.status, 201) << answer.text;
        return read(at::get_order, staff(), answer.json().at("id")).json();
    }
    Json quoted() {
        const Json item{
            {"sku", "SHIRT"}, {"name", "Shirt"}, {"quantity", 1}, {"unit_price", "165500"}
        };
        const Json body{
            {"currency", "LAK"},
            {"payment", {{"method", "prepaid"}, {"amount", "165500"}}},
            {"recipient", to_savannakhet},
            {"items", Json::array({item})},
        };
        return call(at::post_quote, by_seller(), {.body = body}).json();
    }
};

TEST_F(CarriersTerms, OfOthersThanTheirDistrictsAreNotDelivered) {
    EXPECT_EQ(way(order("A1", to_savannakhet)), "LAOBAO none"); // nobody has agreed to anything
    agreed({{"districts", {"ຈັນທະບູລີ"}}});
    EXPECT_EQ(way(order("A2", to_savannakhet)), "held NO_COVERAGE");
    EXPECT_EQ(way(order("A3", to_vientiane)), "LAOBAO none");
    agreed({{"districts", {"ໄກສອນ ພົມວິຫານ"}}}, "mekong-post");
    EXPECT_EQ(way(order("A4", to_savannakhet)), "LAOBAO none");
}

TEST_F(CarriersTerms, AreReadByStaffAndTheirOwnCarrier) {
    agreed({{"fee", "2.5"}});
    const Answer own = read(at::get_carrier_terms, by_carrier(), "lao-express");
    ASSERT_EQ(own.status, 200) << own.text;
    EXPECT_EQ(own.text, read(at::get_carrier_terms, staff(), "lao-express").text);
    EXPECT_EQ(read(at::get_carrier_terms, by_other_carrier(), "lao-express").status, 404);
    EXPECT_EQ(read(at::get_carrier_terms, by_carrier(), "mekong-post").status, 404);
    EXPECT_EQ(read(at::get_carrier_terms, by_other_carrier(), "mekong-post").status, 404);
    EXPECT_EQ(read(at::get_carrier_terms, by_seller(), "lao-express").status, 403);
    EXPECT_EQ(write(at::put_carrier_terms, by_carrier(), "lao-express", {}).status, 403);
}

TEST_F(CarriersTerms, HoldWhatIsTooMuchCashUntilTheyChange) {
    agreed({{"cod_max", {{"LAK", "1000000"}}}});
    EXPECT_EQ(way(collected("A1", "1000000")), "LAOBAO none");
    const Json too_much = collected("A2", "1000001");
    EXPECT_EQ(way(too_much), "held COD_LIMIT");
    const Answer stood = read(at::get_carrier_terms, staff(), "lao-express");
    EXPECT_EQ(stood.json().at("cod_max"), (Json{{"LAK", "1000000"}}));
    change({{"cod_max", {{"LAK", "2000000"}}}});
    follow();
    EXPECT_EQ(way(page(too_much)), "LAOBAO none");
}

TEST_F(CarriersTerms, OfTheTrucksCarrierCount) {
    agreed({{"fee", "2.5"}, {"cod_max", {{"LAK", "1000000"}}}});
    agreed({{"fee", "1"}}, "mekong-post"); // cheaper, and without a truck
    const DepartureId truck = open_departure("T1");
    const Json rides = collected("A1", "500000");
    EXPECT_EQ(way(rides), "LAOBAO " + truck.text());
    EXPECT_EQ(work(rides).at("carrier"), "lao-express");
    EXPECT_EQ(work(rides).at("plan").at("cost"), "22.3"); // 19.8 and the fee of who drives
    const Json refused = collected("A2", "1500000");
    EXPECT_EQ(way(refused), "held NO_CAPACITY");
    EXPECT_TRUE(rejects(refused, "departure:" + truck.text(), "COD_LIMIT"));
    const DepartureId other =
        open_departure("T2", {{"carrier", "mekong-post"}, {"leaves", "2026-03-10T13:00:00+07:00"}});
    follow();
    EXPECT_EQ(way(page(refused)), "LAOBAO " + other.text());
}

TEST_F(CarriersTerms, AreKeptByWhoLoadsByHand) {
    const DepartureId first = open_departure("T1");
    const DepartureId other =
        open_departure("T2", {{"carrier", "mekong-post"}, {"leaves", "2026-03-10T13:00:00+07:00"}});
    agreed({{"districts", {"ຈັນທະບູລີ"}}, {"cod_max", {{"LAK", "1000000"}}}});
    agreed({{"cod_max", {{"LAK", "2000000"}}}}, "mekong-post");
    const Json rides = collected("A1", "1500000");
    ASSERT_EQ(way(rides), "LAOBAO " + other.text());
    const Json parcels{{"parcels", {packed(rides)}}};
    const auto refusal = [&] {
        const Answer refused = write(at::post_departure_load, staff(), first.text(), parcels);
        EXPECT_EQ(refused.status, 422) << refused.text;
        const Json error = refused.json().at("errors").at(0);
        return error.at("pointer").get<std::string>() + " " + error.at("code").get<std::string>();
    };
    EXPECT_EQ(refusal(), "/parcels/0 no_coverage");
    change({{"cod_max", {{"LAK", "1000000"}}}});
    EXPECT_EQ(refusal(), "/parcels/0 cod_limit");
    EXPECT_EQ(work(page(rides)).at("departure"), other.text());
    change({{"cod_max", {{"LAK", "1500000"}}}});
    const Answer loaded = write(at::post_departure_load, staff(), first.text(), parcels);
    EXPECT_EQ(loaded.status, 200) << loaded.text;
    const Json now = work(page(rides));
    EXPECT_EQ(now.at("carrier"), "lao-express");
    const auto chosen = now.at("plan").at("chosen").get<std::vector<std::string>>();
    EXPECT_EQ(std::ranges::count(chosen, "carrier:lao-express"), 1);
    EXPECT_EQ(std::ranges::count(chosen, "carrier:mekong-post"), 0);
    EXPECT_FALSE(rejects(page(rides), "carrier:lao-express", "COD_LIMIT"));
    EXPECT_FALSE(now.at("plan").contains("cost"));
}

TEST_F(CarriersTerms, ThatChangedLaterAreAskedWhenTheTruckCloses) {
    agreed({{"cod_max", {{"LAK", "2000000"}}}});
    const DepartureId truck = open_departure("T1");
    const std::string dear = packed(collected("A1", "1500000"));
    const std::string cheap = packed(collected("A2", "900000"));
    const auto close = [&] { return write(at::post_departure_close, staff(), truck.text()); };
    change({{"cod_max", {{"LAK", "1000000"}}}});
    const Answer refused = close();
    EXPECT_EQ(refused.status, 409) << refused.text;
    EXPECT_EQ(
        refused_for(refused),
        (std::vector<std::string>{
            "cod_limit: lao-express does not collect this much cash: " + code_of(dear) +
            "; unload them, or change its terms if it has agreed"
        })
    );
    const Json stands = read(at::get_departure, staff(), truck.text()).json();
    EXPECT_EQ(stands.at("state"), "open");
    EXPECT_TRUE(news("departure.closing").empty());
    change({{"districts", {"ຈັນທະບູລີ"}}});
    EXPECT_TRUE(close().text.contains(code_of(cheap))) << "both go to Kaysone Phomvihane";
    EXPECT_EQ(refused_for(close()).at(0).substr(0, 12), "no_coverage:");
    change({{"cod_max", {{"LAK", "1000000"}}}});
    const Json taken_off{{"parcels", {dear}}, {"reason", "other"}};
    ASSERT_EQ(write(at::post_departure_unload, staff(), truck.text(), taken_off).status, 200);
    const Answer closed = close();
    ASSERT_EQ(closed.status, 200) << closed.text;
    EXPECT_EQ(closed.json().at("counts").at("parcels"), 1);
}

TEST_F(CarriersTerms, ThatChangedAfterItsPapersKeepTheTruckHere) {
    agreed({{"dangerous_goods", true}});
    const DepartureId truck = open_departure("T1");
    const std::string parcel = packed(collected("A1", "900000"));
    ASSERT_EQ(write(at::post_departure_close, staff(), truck.text()).status, 200);
    const auto depart = [&] { return write(at::post_departure_depart, staff(), truck.text()); };
    change({{"cod_max", {{"LAK", "899999"}}}});
    const Answer refused = depart();
    EXPECT_EQ(refused.status, 409) << refused.text;
    EXPECT_EQ(
        refused_for(refused),
        (std::vector<std::string>{
            "cod_limit: lao-express does not collect this much cash: " + code_of(parcel) +
            "; unload them, or change its terms if it has agreed"
        })
    );
    EXPECT_TRUE(news("departure.departed").empty());
    change({{"cod_max", {{"LAK", "900000"}}}});
    EXPECT_EQ(depart().status, 200);
    change({{"cod_max", {{"LAK", "1"}}}});
    EXPECT_EQ(depart().status, 200) << "it is on its way";
}

TEST_F(CarriersTerms, OfNobodyLetPeopleLoadAndThePlanNamesTheirTruck) {
    const DepartureId first = open_departure("T1");
    const DepartureId other = open_departure(
        "T2", {{"leaves", "2026-03-10T13:00:00+07:00"}, {"arrives", "2026-03-11T09:00:00+07:00"}}
    );
    const Json rides = collected("A1", "1500000");
    ASSERT_EQ(way(rides), "LAOBAO " + first.text());
    ASSERT_TRUE(rejects(rides, "departure:" + other.text(), "LATER"));
    const Json parcels{{"parcels", {packed(rides)}}};
    const Answer loaded = write(at::post_departure_load, staff(), other.text(), parcels);
    ASSERT_EQ(loaded.status, 200) << loaded.text;
    const Json now = page(rides);
    EXPECT_EQ(work(now).at("departure"), other.text());
    const auto chosen = work(now).at("plan").at("chosen").get<std::vector<std::string>>();
    EXPECT_EQ(std::ranges::count(chosen, "departure:" + other.text()), 1);
    EXPECT_EQ(std::ranges::count(chosen, "departure:" + first.text()), 0);
    EXPECT_FALSE(rejects(now, "departure:" + other.text(), "LATER"));
    EXPECT_EQ(work(now).at("plan_version"), 2);
    EXPECT_EQ(work(now).at("plan_reason"), "departure_changed");
    EXPECT_EQ(work(now).at("eta"), "2026-03-11T09:00:00+07:00");
    const Answer again = write(at::post_departure_load, staff(), other.text(), parcels);
    ASSERT_EQ(again.status, 200) << again.text;
    EXPECT_EQ(work(page(rides)).at("plan_version"), 2);
}

TEST_F(CarriersTerms, AreAPartOfTheCost) {
    agreed({{"fee", "2.5"}, {"home", false}, {"branch", true}});
    const Json parts{
        {"currency", "USD"},
        {"total", "22.3"},
        {"road", "19.8"},
        {"gates", "0"},
        {"carriers", "2.5"},
    };
    const Json option = quoted().at("options").at(0);
    EXPECT_EQ(option.at("cost"), parts);
    EXPECT_EQ(option.at("parcels").at(0).at("delivery"), "branch");
}

TEST_F(CarriersTerms, AreRefusedWithTheMember) {
    EXPECT_TRUE(terms({{"districts", {"Atlantis"}}}).text.contains("/districts/0"));
    EXPECT_TRUE(terms({{"fee", "-1"}}).text.contains("/fee"));
    EXPECT_TRUE(terms({{"cod_max", {{"EUR", "5"}}}}).text.contains("/cod_max/EUR"));
    EXPECT_TRUE(terms({{"home", false}}).text.contains("/branch"));
    EXPECT_EQ(terms(Json::object(), "shop").status, 404);
    EXPECT_EQ(read(at::get_carrier_terms, staff(), "lao-express").status, 404);
    agreed(Json::object());
    EXPECT_EQ(terms(Json::object()).status, 428);
    const Answer by_themselves =
        write(at::put_carrier_terms, as(Role::warehouse, "DONGHA"), "lao-express", Json::object());
    EXPECT_EQ(by_themselves.status, 403);
}

} // namespace
} // namespace route9::tests
