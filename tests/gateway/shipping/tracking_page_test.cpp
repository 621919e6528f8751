// SPDX-License-Identifier: Apache-2.0
// The buyer's page of a real order's parcel: Đông Hà to Savannakhet over Lao Bảo, 10 March 2026,
// the truck at 12:00, at the hub at 03:18 of the next day as planned.
#include "core/tenancy.hpp"
#include "fulfillment/parcel_store.hpp"
#include "gateway/http/target.hpp"
#include "planning_under_test.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace route9::tests {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

const Headers kBrowser{{"Accept", "text/html,application/xhtml+xml,*/*;q=0.8"}};
const Headers kProgram{{"Accept", "application/json"}};

class TrackingPage : public testing::Test, protected PlanningUnderTest {
protected:
    TrackingPage() {
        truck_ = open_departure();
        Json recipient = to_savannakhet;
        recipient["village"] = "ບ້ານໂພນສະຫວັນ";
        recipient["landmark"] = "ໃກ້ວັດໄຊຍະພູມ";
        const Json order = PlanningUnderTest::order("FB-77", recipient);
        parcel_ = pack(fulfillment_of(order));
        code_ = parcel().at("code").get<std::string>();
        order_ = order.at("id").get<std::string>();
    }

    static FulfillmentId fulfillment_of(const Json& order) {
        return FulfillmentId::parse(order.at("fulfillments").at(0).at("id").get<std::string>())
            .value();
    }
    Json parcel() { return read(at::get_parcel, staff(), parcel_).json(); }

    Answer page_of(const std::string& name, const std::string& query, Headers headers = kBrowser) {
        return call(
            at::get_tracking_page,
            Principal{},
            {.target = "/t/x" + query,
             .parameters = {{"tracking", name}},
             .headers = std::move(headers)}
        );
    }
    Answer page(const std::string& language) { return page_of(code_, "?lang=" + language); }
    Json facts() { return page_of(code_, "?lang=en", kProgram).json(); }

    void tell(const std::string& status, const std::string& when, Json more = Json::object()) {
        Json event{
            {"parcel", parcel_}, {"status", status}, {"at", "2026-03-" + when + ":00+07:00"}
        };
        event.update(more);
        const Json batch{{"events", Json::array({std::move(event)})}};
        const Answer told = write(at::post_tracking_events, by_carrier(), "", batch);
        ASSERT_EQ(told.json().at("results").at(0).at("result"), "moved") << told.text;
    }
    /// Closed and on the road at 12:00.
    void depart() {
        close(truck_);
        pass(Minutes{4 * 60});
        EXPECT_EQ(write(at::post_departure_depart, staff(), truck_.text()).status, 200);
    }
    std::string days() {
        const Json expected = facts().at("expected");
        return expected.value("from", "open") + " " + expected.value("to", "");
    }

    DepartureId truck_;
    std::string parcel_;
    std::string code_;
    std::string order_;
};

TEST_F(TrackingPage, TellsInLaoWhereTheParcelIsAndWhenItIsExpected) {
    depart();
    const Answer answer = page("lo");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.content_type, "text/html; charset=utf-8");
    EXPECT_EQ(answer.header("Content-Language"), "lo");
    for (const auto* piece :
         {"<html lang=\"lo\">",
          "<title>ພັດສະດຸຂອງທ່ານຢູ່ໃສ · route9</title>",
          "ພັດສະດຸກຳລັງເດີນທາງ.",
          "ຄາດວ່າຈະໄດ້ຮັບ <b>11 ມີນາ – 12 ມີນາ</b>",
          "<li class=\"done\"><b>ຫຸ້ມຫໍ່ແລ້ວ</b> <i>ຜ່ານແລ້ວ</i><span>ດົງຮ່າ</span>"
          "<time datetime=\"2026-03-10T01:00:00Z\">10 ມີນາ, 08:00</time></li>",
          "<li class=\"now\" aria-current=\"step\"><b>ກຳລັງເດີນທາງ</b> <i>ປັດຈຸບັນ</i>"
          "<time datetime=\"2026-03-10T05:00:00Z\">10 ມີນາ, 12:00</time></li>",
          "<li class=\"ahead\"><b>ດ່ານຊາຍແດນ</b> <i>ຕໍ່ໄປ</i><span>ແດນສະຫວັນ</span></li>",
          "<b>Lao Express</b>"}) {
        EXPECT_NE(answer.text.find(piece), std::string::npos) << piece << "\n" << answer.text;
    }
}

TEST_F(TrackingPage, HasNothingPersonalNothingForeignAndNoScript) {
    depart();
    tell("out_for_delivery", "10T12:00", {{"place", "house of Nang Tuayang"}, {"note", "165500"}});
    for (const auto& [language, headers] :
         {std::pair{"vi", kBrowser}, {"lo", kBrowser}, {"en", kBrowser}, {"lo", kProgram}}) {
        const Answer answer = page_of(code_, "?lang=" + std::string{language}, headers);
        EXPECT_EQ(answer.status, 200);
        for (const auto* word :
             {"Tuayang",
              "5512",
              "ໂພນສະຫວັນ",
              "ໄຊຍະພູມ",
              "ໄກສອນ ພົມວິຫານ\"",
              "FB-77",
              "SHIRT",
              "Shirt",
              "165500",
              "Shop",
              "house of",
              "74C",
              "<script",
              "http:",
              "https:"}) {
            EXPECT_EQ(answer.text.find(word), std::string::npos) << word << "\n" << answer.text;
        }
        EXPECT_EQ(answer.text.find(order_), std::string::npos);
        EXPECT_EQ(answer.text.find(parcel_), std::string::npos);
        EXPECT_LT(answer.text.size(), 20'000U);
        EXPECT_EQ(answer.header("X-Robots-Tag"), "noindex");
        EXPECT_EQ(answer.header("Cache-Control"), "private, max-age=60");
    }
    const std::string policy = page("lo").header("Content-Security-Policy");
    EXPECT_TRUE(policy.starts_with("default-src 'none'; style-src 'sha256-")) << policy;
    EXPECT_EQ(policy.find("script"), std::string::npos) << policy;
}

TEST_F(TrackingPage, IsFoundByWhatTheLabelSaysHoweverItIsTyped) {
    std::string small = code_;
    for (char& c : small) {
        c = gateway::http::lower_ascii(c);
    }
    EXPECT_EQ(page_of(small, "").status, 200);
    EXPECT_EQ(page_of(small, "").text, page_of(code_, "").text);
    EXPECT_EQ(page_of(parcel_, "").status, 404); // ids are for those who have a key
}

TEST_F(TrackingPage, IsFoundByAnSsccOfOneTenantOnly) {
    const auto other = store().write([&](Tx& tx) -> Result<int> {
        const auto found = fulfillment::parcels::find(tx, qt, ParcelId::parse(parcel_).value());
        fulfillment::Parcel twin = *found;
        twin.tenant = TenantId{"ht"};
        EXPECT_TRUE(fulfillment::parcels::insert(tx, twin));
        return 0;
    });
    ASSERT_TRUE(other);
    EXPECT_EQ(page_of(code_, "").status, 404);
}

TEST_F(TrackingPage, IsTheSameForEveryNumberThatNamesNothing) {
    const std::string none = page_of("06E2M8W5KZR3QD7N1C9V", "?lang=lo").text;
    EXPECT_NE(none.find("ບໍ່ມີພັດສະດຸທີ່ມີເລກນີ້."), std::string::npos) << none;
    for (const auto* name : {"", "x", "106141412345678907", "<b>", "06E2M8W5KZR3QD7N1C9U"}) {
        const Answer answer = page_of(name, "?lang=lo");
        EXPECT_EQ(answer.status, 404);
        EXPECT_EQ(answer.text, none) << name;
        EXPECT_EQ(answer.header("Cache-Control"), "no-store");
    }
    const Answer problem = page_of("x", "", kProgram);
    EXPECT_EQ(problem.status, 404);
    EXPECT_EQ(problem.code(), "not-found");
}

TEST_F(TrackingPage, SpeaksTheReadersLanguageAndElseThatOfThePlace) {
    const auto language = [&](Headers headers) {
        return page_of(code_, "", std::move(headers)).header("Content-Language");
    };
    EXPECT_EQ(language({}), "lo");
    EXPECT_EQ(language({{"Accept-Language", "th-TH,th;q=0.9"}}), "lo");
    EXPECT_EQ(language({{"Accept-Language", "vi-VN,vi;q=0.9,en;q=0.8"}}), "vi");
    EXPECT_EQ(language({{"Accept-Language", "en-GB"}}), "en");
    EXPECT_EQ(
        page_of(code_, "?lang=vi", {{"Accept-Language", "en"}}).header("Content-Language"), "vi"
    );
    EXPECT_EQ(page_of(code_, "?lang=xx").header("Content-Language"), "lo");
}

TEST_F(TrackingPage, IsReadAgainOnlyWhenSomethingHasChanged) {
    const std::string tag = page("lo").header("ETag");
    const auto again = [&](const std::string& query) {
        return page_of(code_, query, {{"Accept", "text/html"}, {"If-None-Match", tag}});
    };
    EXPECT_EQ(again("?lang=lo").status, 304);
    EXPECT_EQ(again("?lang=lo").text, "");
    EXPECT_EQ(again("?lang=lo").header("ETag"), tag);
    EXPECT_EQ(again("?lang=vi").status, 200);
    depart();
    EXPECT_EQ(again("?lang=lo").status, 200);
}

TEST_F(TrackingPage, NamesTheClosedGateAndNoDay) {
    depart();
    ASSERT_EQ(report("LAOBAO", "closed").status, 200);
    const Json told = facts();
    EXPECT_EQ(told.at("status"), "in_transit");
    EXPECT_EQ(told.at("headline").at("id"), "gate_closed");
    EXPECT_EQ(told.at("delay").at("cause"), "gate_closed");
    EXPECT_EQ(told.at("delay").at("since"), "2026-03-10T05:00:00Z");
    EXPECT_EQ(days(), "open ");
    const std::string lao = page("lo").text;
    EXPECT_NE(lao.find("ດ່ານແດນສະຫວັນປິດຢູ່"), std::string::npos) << lao;
    EXPECT_EQ(lao.find("ຄາດວ່າຈະໄດ້ຮັບ"), std::string::npos) << lao;

    pass(Minutes{60});
    ASSERT_EQ(report("LAOBAO", "open").status, 200);
    EXPECT_EQ(days(), "2026-03-11 2026-03-12");
    // The other direction is nothing to this parcel.
    ASSERT_EQ(report("LAOBAO", "closed", {{"direction", "la_vn"}}).status, 200);
    EXPECT_FALSE(facts().contains("delay"));
}

TEST_F(TrackingPage, CountsFromTheEndOfTheClosure) {
    depart();
    const Json end{{"valid_until", "2026-03-12T09:00:00+07:00"}};
    ASSERT_EQ(report("LAOBAO", "closed", end).status, 200);
    EXPECT_EQ(days(), "2026-03-12 2026-03-13");
    EXPECT_EQ(facts().at("delay").at("until"), "2026-03-12T02:00:00Z");
}

TEST_F(TrackingPage, SaysThatTheTruckIsLateAndCountsOn) {
    pass(Minutes{25 * 60}); // 21 hours late: at the hub at 00:18 of the day after
    const Json told = facts();
    EXPECT_EQ(told.at("headline").at("id"), "truck_waits");
    EXPECT_EQ(told.at("delay").at("since"), "2026-03-10T05:00:00Z");
    EXPECT_EQ(days(), "2026-03-12 2026-03-13");
}

TEST_F(TrackingPage, CountsFromWhenTheTruckLeftInFact) {
    close(truck_);
    pass(Minutes{25 * 60}); // 21 hours late
    EXPECT_EQ(days(), "2026-03-12 2026-03-13");
    ASSERT_EQ(write(at::post_departure_depart, staff(), truck_.text()).status, 200);
    EXPECT_EQ(days(), "2026-03-12 2026-03-13");
}

TEST_F(TrackingPage, FollowsALaterTruck) {
    const DepartureId later = open_departure("T2", {{"leaves", "2026-03-11T12:00:00+07:00"}});
    const Json body{{"parcels", Json::array({code_})}};
    ASSERT_EQ(write(at::post_departure_load, staff(), later.text(), body).status, 200);
    EXPECT_FALSE(facts().contains("delay"));
    EXPECT_EQ(days(), "2026-03-12 2026-03-13");
    const DepartureId fast = open_departure(
        "T3", {{"leaves", "2026-03-12T08:00:00+07:00"}, {"arrives", "2026-03-13T10:00:00+07:00"}}
    );
    ASSERT_EQ(write(at::post_departure_load, staff(), fast.text(), body).status, 200);
    EXPECT_EQ(days(), "2026-03-13 2026-03-14");
}

TEST_F(TrackingPage, GoesWithTheParcelToTheDoor) {
    depart();
    pass(Minutes{7 * 24 * 60});
    tell("customs_hold", "10T17:00");
    EXPECT_EQ(facts().at("delay").at("cause"), "customs_hold");
    EXPECT_EQ(days(), "open ");
    tell("border_crossed", "10T20:00");
    EXPECT_EQ(facts().at("delay").at("cause"), "late");
    EXPECT_EQ(days(), "2026-03-17 2026-03-18");
    tell("ready_for_pickup", "17T09:00", {{"place", "DONGHA"}});
    const Json ready = facts();
    EXPECT_FALSE(ready.contains("expected"));
    EXPECT_EQ(ready.at("steps").at(6).at("step"), "ready_for_pickup");
    EXPECT_FALSE(ready.at("steps").at(6).contains("place")); // a carrier's word
    tell("delivered", "17T10:00");
    EXPECT_EQ(facts().at("headline").at("id"), "delivered");
    EXPECT_EQ(facts().at("steps").back().at("at"), "2026-03-17T03:00:00Z");
}

TEST_F(TrackingPage, OutlivesTheRecipientsErasure) {
    depart();
    const std::string before = page("lo").text;
    const auto erased = store().write([&](Tx& tx) -> Result<std::int64_t> {
        static constexpr Statement kForget{"test.forget", "DELETE FROM person_key"};
        return tx.execute(kForget);
    });
    ASSERT_TRUE(erased && *erased > 0);
    EXPECT_EQ(page("lo").text, before);
}

struct ClosePipe {
    void operator()(std::FILE* pipe) const { pclose(pipe); }
};

std::string output_of(const std::string& command) {
    const std::unique_ptr<std::FILE, ClosePipe> pipe{popen(command.c_str(), "r")};
    std::string out;
    std::array<char, 4096> chunk{};
    while (const auto size = std::fread(chunk.data(), 1, chunk.size(), pipe.get())) {
        out.append(chunk.data(), size);
    }
    return out;
}

TEST_F(TrackingPage, IsWhatTheLabelsQrOpens) {
    const TemporaryDirectory folder;
    const std::string pdf = (folder.path() / "label.pdf").string();
    std::ofstream{pdf, std::ios::binary} << read(at::get_parcel_label, staff(), parcel_).text;
    output_of("pdftoppm -r 203 -png -singlefile " + pdf + " " + pdf);
    const std::string link = "https://r9.example.vn/t/" + code_;
    EXPECT_EQ(output_of("zbarimg -q --raw -Sdisable -Sqrcode.enable " + pdf + ".png"), link + "\n");
    // And whoever scans it at a door finds the parcel.
    const Json body{{"parcels", Json::array({link})}};
    EXPECT_EQ(write(at::post_departure_load, staff(), truck_.text(), body).status, 200);
}

} // namespace
} // namespace route9::tests
