// SPDX-License-Identifier: Apache-2.0
// The numbers of a truck's seals stand in its manifest, and what an electronic seal tells of itself
// reaches whoever watches the truck.
#include "truck_under_test.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

class Seals : public testing::Test, public TruckUnderTest {
protected:
    Answer put(const Json& seals) {
        return write(at::post_departure_seals, staff(), truck_.text(), Json{{"seals", seals}});
    }
    Answer alarm(const std::string& seal, const Json& changes = Json::object()) {
        Json body{{"kind", "opened"}, {"at", "2026-03-10T07:59:00+07:00"}};
        body.update(changes);
        return call(at::post_seal_alarm, staff(), {.parameters = {{"number", seal}}, .body = body});
    }
};

TEST_F(Seals, AreWrittenIntoTheManifestAtClosing) {
    three_aboard();
    const Json body{{"seals", {"VN-000123", "LA-77"}}};
    const Answer closed = write(at::post_departure_close, staff(), truck_.text(), body);
    ASSERT_EQ(closed.status, 200) << closed.text;
    EXPECT_EQ(closed.json().at("seals"), body.at("seals"));
    EXPECT_EQ(manifest(0).at("seals"), body.at("seals"));
    EXPECT_EQ(truck().at("papers"), 1);
    // Again it changes nothing.
    EXPECT_EQ(write(at::post_departure_close, staff(), truck_.text(), body).status, 200);
    EXPECT_EQ(truck().at("papers"), 1);
}

TEST_F(Seals, OfAClosedTruckMakeItsPapersAgain) {
    three_aboard();
    ASSERT_EQ(put({"VN-1"}).status, 200);
    close(truck_);
    EXPECT_EQ(manifest(0).at("seals"), Json::array({"VN-1"}));
    pass(Minutes{10});
    ASSERT_EQ(put({"VN-2"}).status, 200);
    EXPECT_EQ(truck().at("papers"), 2);
    EXPECT_EQ(manifest(1).at("seals"), Json::array({"VN-2"}));
    EXPECT_EQ(manifest(1).at("replaces"), manifest(0).at("id"));
    EXPECT_EQ(put({"VN-2"}).status, 200);
    EXPECT_EQ(truck().at("papers"), 2);
    ASSERT_EQ(depart().status, 200);
    EXPECT_EQ(put({"VN-3"}).code(), "sealed");
}

TEST_F(Seals, TellOfThemselvesWhileTheirTruckIsUnderWay) {
    three_aboard();
    ASSERT_EQ(put({"VN-1"}).status, 200);
    EXPECT_EQ(alarm("VN-1").status, 404) << "it is not closed yet";
    close(truck_);
    const Answer told = alarm("VN-1", {{"near", "LAOBAO"}});
    ASSERT_EQ(told.status, 201) << told.text;
    ASSERT_EQ(events("alert.seal").size(), 1U);
    EXPECT_EQ(
        Json::parse(events("alert.seal").at(0)),
        (Json{
            {"departure", truck_.text()},
            {"seal", "VN-1"},
            {"kind", "opened"},
            {"at", "2026-03-10T00:59:00Z"},
            {"near", "LAOBAO"},
        })
    );
    EXPECT_EQ(alarm("VN-1", {{"kind", "signal_lost"}}).status, 201);
    EXPECT_EQ(events("alert.seal").size(), 2U);
    EXPECT_EQ(alarm("VN-9").status, 404);
    EXPECT_EQ(alarm("VN-1", {{"kind", "wet"}}).status, 422);
}

TEST_F(Seals, AreOnOneTruckThatHasNotArrived) {
    three_aboard();
    ASSERT_EQ(put({"VN-1"}).status, 200);
    const DepartureId other = open_departure("T2");
    const auto put_on = [&](const Endpoint endpoint, const Json& seals) {
        return write(endpoint, staff(), other.text(), Json{{"seals", seals}});
    };
    const Answer twice = put_on(at::post_departure_seals, {"LA-5", "VN-1"});
    EXPECT_EQ(twice.status, 409);
    EXPECT_EQ(
        refusals(twice),
        (Texts{
            "taken: VN-1 is on T1 (" + truck_.text() +
            "), which has not arrived; give this truck's own number"
        })
    );
    close(truck_);
    EXPECT_EQ(first_code(put_on(at::post_departure_close, {"VN-1"})), "taken");
    ASSERT_EQ(depart().status, 200);
    EXPECT_EQ(first_code(put_on(at::post_departure_close, {"VN-1"})), "taken");
    EXPECT_EQ(read(at::get_departure, staff(), other.text()).json().at("state"), "open");
    ASSERT_EQ(write(at::post_departure_arrive, staff(), truck_.text()).status, 200);
    EXPECT_EQ(put_on(at::post_departure_close, {"VN-1"}).status, 200) << "used again";
}

TEST_F(Seals, TellOfTheLastDays) {
    three_aboard();
    ASSERT_EQ(put({"VN-1"}).status, 200);
    close(truck_);
    for (const auto* at :
         {"9999-12-31T23:59:59Z", "2026-03-10T08:06:00+07:00", "1970-01-01T00:00:00Z"}) {
        EXPECT_EQ(first_code(alarm("VN-1", {{"at", at}})), "out_of_range") << at;
    }
    EXPECT_EQ(alarm("VN-1", {{"at", "2026-03-10T08:04:00+07:00"}}).status, 201);
}

TEST_F(Seals, AreNumbersWithoutBlanksEachOnce) {
    EXPECT_EQ(first_code(put({"VN 1"})), "bad_value");
    EXPECT_EQ(first_code(put({"VN-1", "VN-1"})), "repeated");
    EXPECT_EQ(put(Json::array()).status, 200);
}

} // namespace
} // namespace route9::tests
