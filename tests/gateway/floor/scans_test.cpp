// SPDX-License-Identifier: Apache-2.0
// Scans of the floor: what each does, each wrong one with its answer, and that one sent again does
// nothing more.
#include "floor_under_test.hpp"
#include "fulfillment/scan_store.hpp"

#include <gtest/gtest.h>

#include <string>

namespace route9::tests {
namespace {

class Scans : public testing::Test, public FloorUnderTest {
protected:
    const std::string label_ = "106141412345678908"; // an SSCC
};

TEST_F(Scans, PickPackLoadAndUnloadAParcel) {
    const std::string work = this->work(2).text();
    EXPECT_EQ(light("pick", "SHIRT", work), "green picked");
    EXPECT_EQ(light("pick", "SHIRT", work), "green picked_all");
    EXPECT_EQ(light("pack", "]C100" + label_, work, {{"weight_g", 505}}), "green packed");
    EXPECT_EQ(light("load", "(00)" + label_, truck_.text()), "green loaded");
    EXPECT_EQ(light("unload", label_, truck_.text(), {{"reason", "damaged"}}), "green unloaded");
    const Json parcel = read(at::get_parcel, staff(), label_).json();
    EXPECT_EQ(parcel.at("status"), "on_hold");
    EXPECT_EQ(parcel.at("weight_g"), 505);
    EXPECT_FALSE(parcel.contains("departure"));
}

TEST_F(Scans, AreDoneOnceHoweverOftenTheyAreSent) {
    Json scan = said("phone-7/1", "pick", "SHIRT");
    scan["subject"] = work(2).text();
    const Json first = scanned(scan);
    EXPECT_EQ(first.at("duplicate"), false);
    EXPECT_EQ(first.at("picked"), 1);
    EXPECT_EQ(first.at("of"), 2);
    scan["at"] = "2026-03-10T09:30:00+07:00"; // the device's clock was set meanwhile
    Json again = scanned(scan);
    EXPECT_EQ(again.at("duplicate"), true);
    again["duplicate"] = false;
    EXPECT_EQ(again, first);

    scan["code"] = "MYSTERY";
    EXPECT_EQ(light(scan), "red id_reused");
}

TEST_F(Scans, OfAQueueAreAnsweredOneByOne) {
    const std::string work = this->work(1).text();
    Json right = said("q1", "pick", "SHIRT");
    Json wrong = said("q2", "pick", "MYSTERY");
    right["subject"] = wrong["subject"] = work;
    Json packed = said("q3", "pack", work);
    const Answer answer = send(Json::array({wrong, right, packed, right}), "lo");
    ASSERT_EQ(answer.status, 200) << answer.text;
    const Json scans = answer.json().at("scans");
    EXPECT_EQ(scans[0].at("code"), "wrong_sku");
    EXPECT_EQ(scans[0].at("text"), "ສິນຄ້າຜິດ: ໃບນີ້ບໍ່ມີສິນຄ້າທີ່ສະແກນ. ກະລຸນາວາງຄືນ.");
    EXPECT_EQ(scans[1].at("code"), "picked_all");
    EXPECT_EQ(scans[2].at("code"), "packed_unweighed");
    EXPECT_EQ(scans[2].at("light"), "amber");
    EXPECT_EQ(scans[2].at("weight_g"), 250);
    EXPECT_EQ(scans[3].at("duplicate"), true);
}

TEST_F(Scans, OfGoodsThatAreOverMoveNothing) {
    const std::string work = this->work(1).text();
    // The day is the 10th of March.
    EXPECT_EQ(
        light("pick", "SHIRT", work, {{"lot", "OLD"}, {"expires", "2026-03-09"}}), "red lot_expired"
    );
    EXPECT_EQ(
        light("pick", "SHIRT", work, {{"lot", "NEW"}, {"expires", "2026-03-10"}}),
        "green picked_all"
    );
}

TEST_F(Scans, OfTheWrongGoodsMoveNothing) {
    const FulfillmentId work = this->work(1);
    EXPECT_EQ(light("pick", "MYSTERY", work.text()), "red wrong_sku");
    EXPECT_EQ(light("pick", "9520123456788", work.text()), "red wrong_sku");
    EXPECT_EQ(light("pick", "SHIRT", work.text(), {{"quantity", 2}}), "red over_picked");
    EXPECT_EQ(light("pack", work.text(), "", {{"weight_g", 250}}), "green packed")
        << "nothing was picked, so that nothing is missing";
    EXPECT_EQ(light("pick", "SHIRT", work.text()), "red not_now");
}

TEST_F(Scans, OfWhatCannotBePackedSayWhy) {
    const std::string work = this->work(2).text();
    EXPECT_EQ(light("pack", "nothing", work), "red unknown_code");
    EXPECT_EQ(light("pack", label_, ""), "red unknown_subject");
    EXPECT_EQ(light("pick", "SHIRT", work), "green picked");
    EXPECT_EQ(light("pack", label_, work), "red not_picked");
    EXPECT_EQ(light("pick", "SHIRT", work), "green picked_all");
    EXPECT_EQ(light("pack", label_, work, {{"weight_g", 700}}), "red weight_differs");
    EXPECT_EQ(light("pack", label_, work, {{"weight_g", 500}}), "green packed");
    EXPECT_EQ(light("pack", label_, this->work(1, "A2").text()), "red code_taken");
}

TEST_F(Scans, PackNoParcelUnderACodeThatIsNotItsOwn) {
    const std::string work = this->work(1).text();
    const auto elsewhere = store().write([&](Tx& tx) -> Result<bool> {
        fulfillment::Parcel parcel;
        parcel.tenant = TenantId{"zz"};
        parcel.id = ParcelId::make(now(), services().entropy);
        parcel.code = label_;
        parcel.order = OrderId::make(now(), services().entropy);
        parcel.fulfillment = FulfillmentId::make(now(), services().entropy);
        parcel.seller = PartyId{"shop"};
        parcel.house_bill = label_;
        parcel.mass_g = 250;
        parcel.status = "created";
        return fulfillment::parcels::insert(tx, parcel);
    });
    ASSERT_TRUE(elsewhere && *elsewhere);
    EXPECT_EQ(light("pack", "]C100" + label_, work, {{"weight_g", 250}}), "red code_taken");
    EXPECT_EQ(light("pack", "AAAAAAAAAAAAAAAAAAAA", work, {{"weight_g", 250}}), "red unknown_code");
    EXPECT_EQ(light("pack", work, "", {{"weight_g", 250}}), "green packed");
}

TEST_F(Scans, OfWhatCannotBeLoadedSayWhy) {
    const std::string parcel = aboard("A1");
    const std::string none = DepartureId::make(now(), services().entropy).text();
    EXPECT_EQ(light("load", "nothing", truck_.text()), "red unknown_code");
    EXPECT_EQ(light("load", parcel, none), "red unknown_subject");
    EXPECT_EQ(light("load", parcel, "the white truck"), "red unknown_subject");
    EXPECT_EQ(
        light("load", parcel, open_departure("T2", {{"to", "PAKSE"}}).text()),
        "red other_destination"
    );
    EXPECT_EQ(
        light("load", parcel, open_departure("T3", {{"gate", "CHALO"}}).text()), "red other_gate"
    );
    EXPECT_EQ(
        light("load", parcel, open_departure("T4", {{"max_kg", "0.249"}}).text()), "red no_room"
    );
    EXPECT_EQ(light("unload", parcel, open_departure("T5").text()), "red not_aboard");
    EXPECT_EQ(light("unload", "nothing", truck_.text()), "red unknown_code");
    close(truck_);
    EXPECT_EQ(light("load", parcel, truck_.text()), "red sealed");
}

TEST_F(Scans, OffAClosedTruckMakeItsPapersAgain) {
    const Texts parcels = three_aboard();
    close(truck_);
    Json scan = said("u1", "unload", parcels[0]);
    scan["subject"] = truck_.text();
    scan["reason"] = "short";
    EXPECT_EQ(light(scan), "green unloaded");
    EXPECT_EQ(scanned(scan).at("duplicate"), true);
    EXPECT_EQ(events("manifest.sealed").size(), 2U);
    EXPECT_EQ(manifest(1).at("lines").size(), 2U);
}

TEST_F(Scans, ThatCannotBeReadAreRefusedAltogether) {
    const auto refused = [this](const Json& scans) { return first_code(send(scans)); };
    EXPECT_EQ(refused(Json::array()), "empty");
    EXPECT_EQ(refused(Json::array({said("", "pick", "SHIRT")})), "empty");
    EXPECT_EQ(refused(Json::array({said("s", "throw", "SHIRT")})), "unknown_value");
    EXPECT_EQ(refused(Json::array({said("s", "pick", std::string(257, '7'))})), "bad_value");
    EXPECT_EQ(refused(Json(std::vector<Json>(101, said("s", "pick", "X")))), "too_many");
}

TEST_F(Scans, HappenedWithinAYearAndADayByWhateverClock) {
    const std::string subject = work(1).text();
    const auto told = [&](const char* at) -> std::string {
        Json scan = said("s", "pick", "MYSTERY");
        scan["at"] = at;
        scan["subject"] = subject;
        const Answer answer = send(Json::array({scan}));
        if (answer.status == 200) {
            return "taken";
        }
        const Json error = answer.json().at("errors").at(0);
        return error.at("pointer").get<std::string>() + " " + error.at("code").get<std::string>();
    };
    EXPECT_EQ(told("9999-12-31T00:00:00Z"), "/scans/0/at out_of_range");
    EXPECT_EQ(told("1970-01-01T00:00:00Z"), "/scans/0/at out_of_range");
    EXPECT_EQ(told("2026-03-11T08:00:00+07:00"), "taken") << "a clock that is a day ahead";
    EXPECT_EQ(told("2026-03-11T08:00:01+07:00"), "/scans/0/at out_of_range");
    EXPECT_EQ(told("2025-03-09T08:00:00+07:00"), "taken");
    EXPECT_EQ(told("2025-03-09T07:59:59+07:00"), "/scans/0/at out_of_range");
}

TEST_F(Scans, AreForStaff) {
    const Json body{{"scans", Json::array({said("s", "pick", "SHIRT")})}};
    Principal carrier = by_carrier();
    carrier.scopes = carrier.scopes.with(Scope::shipments_write);
    EXPECT_EQ(call(at::post_scans, carrier, {.body = body}).status, 403);
}

TEST_F(Scans, AreForgottenAfterFiveWeeks) {
    EXPECT_EQ(light("pick", "MYSTERY", work(1).text()), "red wrong_sku");
    const auto forgotten = [this] {
        return store()
            .write([this](Tx& tx) -> Result<std::int64_t> {
                return fulfillment::scans::forget_old(tx, now(), 10);
            })
            .value();
    };
    pass(Minutes{35 * 24 * 60});
    EXPECT_EQ(forgotten(), 0);
    pass(Minutes{1});
    EXPECT_EQ(forgotten(), 1);
}

} // namespace
} // namespace route9::tests
