// SPDX-License-Identifier: Apache-2.0
#include "core/json.hpp"
#include "fulfillment/journey_texts.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <iterator>
#include <set>
#include <string>

namespace route9::fulfillment {
namespace {

std::string shipped(const std::string& file) {
    std::ifstream in{ROUTE9_SOURCE_DIR "/data/" + file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

Corridor shipped_corridor() {
    const std::string gates = shipped("corridor/gates.json");
    const std::string hubs = shipped("corridor/hubs.json");
    const std::string legs = shipped("corridor/legs.json");
    const std::string provinces_la = shipped("corridor/provinces_la.json");
    const std::string provinces_vn = shipped("corridor/provinces_vn.json");
    const std::string former = shipped("corridor/former_districts_vn.csv");
    return load_corridor({gates, hubs, legs, provinces_la, provinces_vn, former}).value();
}

class JourneyTextsTest : public testing::Test {
protected:
    /// The pointer of the first complaint about the shipped texts after a change.
    std::string complaint(const std::function<void(Json&)>& change) const {
        Json json = Json::parse(shipped("text/tracking.json"));
        change(json);
        const auto loaded = JourneyTexts::load(json.dump(), corridor_);
        return loaded ? "" : loaded.error().fields.at(0).pointer;
    }

    Corridor corridor_ = shipped_corridor();
    JourneyTexts texts_ = JourneyTexts::load(shipped("text/tracking.json"), corridor_).value();
};

TEST_F(JourneyTextsTest, HasASentenceOfItsOwnForEveryStatusInThreeLanguages) {
    std::set<std::string> sentences;
    for (const auto& row : tracking_statuses()) {
        for (const Language language : {Language::vi, Language::lo, Language::en}) {
            const Journey journey{
                .status = row.status, .gate = "LAOBAO", .destination = "SAVANNAKHET"
            };
            const std::string sentence = texts_.headline(journey, language);
            EXPECT_EQ(sentence.find('{'), std::string::npos) << sentence;
            sentences.insert(sentence);
        }
    }
    EXPECT_EQ(sentences.size(), 63U);
}

TEST_F(JourneyTextsTest, NamesAGateByTheReadersSideOfIt) {
    const Journey journey{.situation = Situation::gate_closed, .gate = "LAOBAO"};
    EXPECT_EQ(
        texts_.headline(journey, Language::vi),
        "Cửa khẩu Lao Bảo đang đóng; kiện hàng chờ đến khi mở lại."
    );
    EXPECT_EQ(texts_.headline(journey, Language::lo), "ດ່ານແດນສະຫວັນປິດຢູ່; ພັດສະດຸລໍຖ້າຈົນກວ່າດ່ານຈະເປີດ.");
    EXPECT_EQ(
        texts_.headline(journey, Language::en),
        "The border gate Lao Bao is closed; your parcel waits until it opens."
    );
}

TEST_F(JourneyTextsTest, WritesPlacesAsTheReaderDoes) {
    EXPECT_EQ(texts_.place("DONGHA", Language::vi), "Đông Hà");
    EXPECT_EQ(texts_.place("DONGHA", Language::lo), "ດົງຮ່າ");
    EXPECT_EQ(texts_.place("THAKHEK", Language::lo), "ທ່າແຂກ");
    EXPECT_EQ(texts_.place("THAKHEK", Language::vi), "Thakhek");
    EXPECT_EQ(texts_.place("XYZ", Language::en), "XYZ");
    EXPECT_TRUE(texts_.is_place("CHALO"));
    EXPECT_FALSE(texts_.is_place("behind the market"));
}

TEST_F(JourneyTextsTest, WritesDaysAndHoursInTheCorridor) {
    const Instant at = parse_rfc3339("2026-03-10T17:05:00Z").value();
    EXPECT_EQ(texts_.time(at, Language::vi), "11 tháng 3, 00:05");
    EXPECT_EQ(texts_.time(at, Language::lo), "11 ມີນາ, 00:05");
    EXPECT_EQ(texts_.time(at, Language::en), "11 March, 00:05");
    using namespace std::chrono_literals;
    const Expected days{2026y / 3 / 31, 2026y / 4 / 1};
    EXPECT_EQ(texts_.expected(days, Language::lo), "31 ມີນາ – 1 ເມສາ");
    EXPECT_EQ(texts_.expected({2026y / 3 / 31, 2026y / 3 / 31}, Language::en), "31 March");
    EXPECT_EQ(
        texts_.expected({}, Language::en),
        "No day can be named yet. This page tells you when it moves on."
    );
}

TEST_F(JourneyTextsTest, SaysSinceWhenAndUntilWhen) {
    const Instant noon = parse_rfc3339("2026-03-10T12:00:00+07:00").value();
    EXPECT_EQ(
        texts_.delay({DelayCause::gate_closed, noon, noon + std::chrono::hours{6}}, Language::en),
        "The gate is closed. Since 10 March, 12:00. Expected until 10 March, 18:00."
    );
    EXPECT_EQ(texts_.delay({DelayCause::no_truck}, Language::vi), "Đang tìm chuyến xe.");
}

TEST_F(JourneyTextsTest, AreRefusedWhenSomethingIsMissingOrUnknown) {
    EXPECT_EQ(complaint([](Json&) {}), "");
    EXPECT_EQ(
        complaint([](Json& json) { json.erase("status.lost"); }), "tracking.json#/status.lost"
    );
    EXPECT_EQ(
        complaint([](Json& json) { json["month.3"].erase("lo"); }), "tracking.json#/month.3/lo"
    );
    EXPECT_EQ(
        complaint([](Json& json) { json["status.eaten"] = json["status.lost"]; }),
        "tracking.json#/status.eaten"
    );
    EXPECT_EQ(
        complaint([](Json& json) { json["place.ATLANTIS"] = json["place.VINH"]; }),
        "tracking.json#/place.ATLANTIS"
    );
}

} // namespace
} // namespace route9::fulfillment
