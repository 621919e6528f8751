// SPDX-License-Identifier: Apache-2.0
// A packed parcel comes aboard only a truck that goes its way: what was planned for it, its customs
// papers and the manifest must say the same.
#include "planning_under_test.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

const Json to_dong_hoi{
    {"country", "VN"}, {"province", "Quảng Trị"}, {"district", "Phường Đồng Hới"}
};

class Loading : public testing::Test, public PlanningUnderTest {
protected:
    /// A packed parcel that has no truck yet.
    std::string packed(const std::string& external_id, const Json& place) {
        const Json placed = order(external_id, place);
        EXPECT_EQ(placed.at("status"), "routed") << placed;
        item_ = FulfillmentId::parse(placed.at("fulfillments").at(0).at("id").get<std::string>())
                    .value();
        return pack(item_);
    }
    Answer load(const DepartureId& truck, const Json& parcels) {
        return write(at::post_departure_load, staff(), truck.text(), Json{{"parcels", parcels}});
    }
    /// "/parcels/0 other_gate: …", every error of a refusal.
    static std::vector<std::string> refusals(const Answer& answer) {
        std::vector<std::string> all;
        if (answer.status == 422) {
            for (const Json& error : answer.json().at("errors")) {
                all.push_back(
                    error.at("pointer").get<std::string>() + " " +
                    error.at("code").get<std::string>() + ": " +
                    error.at("message").get<std::string>()
                );
            }
        }
        return all;
    }

    FulfillmentId item_; // of the newest parcel
};

TEST_F(Loading, RefusesAParcelThatGoesElsewhere) {
    const std::string domestic = packed("A1", to_dong_hoi);
    const std::string abroad = packed("A2", to_savannakhet);
    const DepartureId truck = open_departure("T1");
    EXPECT_EQ(
        refusals(load(truck, {abroad, domestic})),
        (std::vector<std::string>{"/parcels/1 other_destination: the parcel goes to DONGHOI, the "
                                  "departure to SAVANNAKHET"})
    );
    EXPECT_FALSE(read(at::get_parcel, staff(), abroad).json().contains("departure"));
    EXPECT_EQ(load(truck, Json::array({abroad})).status, 200);
}

TEST_F(Loading, RefusesATruckThatStartsElsewhere) {
    const std::string parcel = packed("A1", to_savannakhet);
    const DepartureId truck = open_departure("T1", {{"from", "HATINH"}});
    EXPECT_EQ(
        refusals(load(truck, Json::array({parcel}))),
        (std::vector<std::string>{"/parcels/0 other_origin: the parcel lies at DONGHA, the "
                                  "departure starts from HATINH"})
    );
    EXPECT_FALSE(read(at::get_parcel, staff(), parcel).json().contains("departure"));
}

TEST_F(Loading, RefusesATruckByAnotherGateThanThePlanAndThePapersName) {
    const std::string parcel = packed("A1", to_savannakhet);
    const DepartureId truck = open_departure("T1", {{"gate", "LALAY"}});
    EXPECT_EQ(
        refusals(load(truck, Json::array({parcel}))),
        (std::vector<std::string>{"/parcels/0 other_gate: the parcel is planned over LAOBAO, the "
                                  "departure goes by LALAY; load it on a truck by LAOBAO, or "
                                  "reroute this one"})
    );
}

TEST_F(Loading, RefusesADomesticParcelOnATruckThatCrossesTheBorder) {
    const std::string parcel = packed("A1", to_dong_hoi);
    const DepartureId truck = open_departure("T1", {{"to", "DONGHOI"}});
    EXPECT_EQ(
        refusals(load(truck, Json::array({parcel}))),
        (std::vector<std::string>{"/parcels/0 other_gate: the parcel crosses no border, the "
                                  "departure goes by LAOBAO"})
    );
}

TEST_F(Loading, KeepsTheParcelsGateOnATruckThatNamesNone) {
    const std::string parcel = packed("A1", to_savannakhet);
    const Json body{
        {"reference", "T1"},
        {"from", "DONGHA"},
        {"to", "SAVANNAKHET"},
        {"carrier", "lao-express"},
        {"truck_plate", "74C-123.45"},
        {"leaves", "2026-03-10T12:00:00+07:00"},
        {"max_kg", 1000},
    };
    const Json opened = call(at::post_departure, staff(), {.body = body}).json();
    const auto truck = DepartureId::parse(opened.at("id").get<std::string>()).value();
    ASSERT_EQ(load(truck, Json::array({parcel})).status, 200);
    const Json work = call(at::get_fulfillments, staff(), {}).json().at("items").at(0);
    EXPECT_EQ(work.at("departure"), truck.text());
    EXPECT_EQ(work.at("gate"), "LAOBAO");
}

} // namespace
} // namespace route9::tests
