// SPDX-License-Identifier: Apache-2.0
// What a shift prints: labels alone and together, pick list, truck sheet, the form of the post.
#include "gateway/document_endpoints.hpp"
#include "gateway/fleet/fleet_endpoints.hpp"
#include "read_back.hpp"
#include "shipping_under_test.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>

namespace route9::tests {
namespace {

namespace at = gateway::endpoints;

class PrintedPapers : public testing::Test, protected ShippingUnderTest {
protected:
    Answer print(const Principal& who, Json body) {
        return call(at::post_labels, who, {.body = std::move(body)});
    }
    std::string code_of(const std::string& parcel) {
        return read(at::get_parcel, staff(), parcel).json().at("code");
    }
    static std::string first_error(const Answer& answer) {
        const Json error = answer.json().at("errors").at(0);
        return error.at("pointer").get<std::string>() + " " + error.at("code").get<std::string>();
    }
    static int pages(const std::string& facts) {
        const auto at = facts.find("Pages:");
        return at == facts.npos ? 0 : std::stoi(facts.substr(at + 6));
    }

    adapters::ReadBack back_{"shift"};
};

TEST_F(PrintedPapers, AreLabelsTogetherInTheOrderAsked) {
    const PlacedOrder placed = place({.parcels = {1, 1}});
    const std::string first = pack(placed.fulfillments[0]);
    const std::string second = code_of(pack(placed.fulfillments[1]));
    const Answer labels = print(staff(), {{"parcels", {second, first}}});
    ASSERT_EQ(labels.status, 200) << labels.text;
    EXPECT_EQ(labels.content_type, "application/pdf");
    EXPECT_EQ(labels.header("Cache-Control"), "private, no-store");
    EXPECT_EQ(labels.header("Route9-Left-Out"), "0");
    EXPECT_EQ(pages(back_.facts(labels.text)), 2);
    const auto words = back_.words(labels.text);
    EXPECT_LT(words.find(second), words.find(code_of(first)));
    const Answer zpl = print(staff(), {{"parcels", {first}}, {"format", "zpl"}, {"dpi", 300}});
    EXPECT_EQ(zpl.content_type, "application/zpl");
    EXPECT_TRUE(zpl.text.starts_with("^XA\n^PW1181\n")) << zpl.text.substr(0, 50);
}

// They are read fifty in a unit.
TEST_F(PrintedPapers, GoOnPastWhatOneUnitReads) {
    const DepartureId truck = open_departure();
    std::vector<FulfillmentId> work;
    for (int order = 1; order <= 9; ++order) {
        const PlacedOrder placed = place(
            {.external_id = "B" + std::to_string(order),
             .parcels = {1, 1, 1, 1, 1, 1},
             .departure = truck}
        );
        std::ranges::copy(placed.fulfillments, std::back_inserter(work));
    }
    const Answer list = read(at::get_departure_pick_list, staff(), truck.text());
    EXPECT_TRUE(back_.words(list.text).contains("54 kiện")) << list.code();
    Json parcels = Json::array();
    for (const FulfillmentId& each : work) {
        parcels.push_back(pack(each));
    }
    const Answer labels = print(staff(), {{"parcels", parcels}});
    EXPECT_EQ(pages(back_.facts(labels.text)), 54);
    const auto words = back_.words(labels.text);
    EXPECT_LT(words.find(code_of(parcels[49])), words.find(code_of(parcels[50])));
    parcels[52] = "none";
    EXPECT_EQ(first_error(print(staff(), {{"parcels", parcels}})), "/parcels/52 unknown");
}

TEST_F(PrintedPapers, AreALabelForEachPiece) {
    const PlacedOrder placed = place({.parcels = {3}});
    const Json packed{{"weight_g", 750}, {"pieces", 3}};
    const std::string parcel =
        write(at::post_fulfillment_pack, staff(), placed.fulfillments[0].text(), packed)
            .json()
            .at("id");
    const Answer label = read(at::get_parcel_label, staff(), parcel);
    EXPECT_EQ(pages(back_.facts(label.text)), 3);
    const auto words = back_.words(label.text);
    EXPECT_TRUE(words.contains("1/3") && words.contains("2/3") && words.contains("3/3")) << words;
}

TEST_F(PrintedPapers, LeaveOutWhatMustNotTravelAndSaySo) {
    const PlacedOrder gone = place({.external_id = "A1"});
    const std::string cancelled = pack(gone.fulfillments[0]);
    const Json reason{{"reason", "changed their mind"}};
    ASSERT_EQ(write(at::post_order_cancel, staff(), gone.order.text(), reason).status, 200);
    EXPECT_EQ(print(staff(), {{"parcels", {cancelled}}}).code(), "state-forbids");
    const std::string kept = pack(place({.external_id = "A2"}).fulfillments[0]);
    const Answer labels = print(staff(), {{"parcels", {cancelled, kept}}});
    ASSERT_EQ(labels.status, 200) << labels.text;
    EXPECT_EQ(labels.header("Route9-Left-Out"), "1");
    EXPECT_EQ(pages(back_.facts(labels.text)), 2);
    const auto words = back_.words(labels.text);
    const auto list = words.find("Not printed");
    ASSERT_NE(list, words.npos) << words;
    EXPECT_LT(words.find(code_of(kept)), list);
    EXPECT_GT(words.find(code_of(cancelled)), list);
}

TEST_F(PrintedPapers, RefuseABatchThatNamesWhatIsNotThere) {
    const std::string parcel = pack(place({}).fulfillments[0]);
    EXPECT_EQ(first_error(print(staff(), {{"parcels", {parcel, "none"}}})), "/parcels/1 unknown");
    EXPECT_EQ(first_error(print(staff(), {{"parcels", {parcel, parcel}}})), "/parcels/1 repeated");
    EXPECT_EQ(first_error(print(staff(), {{"parcels", {7}}})), "/parcels/0 wrong_type");
    EXPECT_EQ(first_error(print(staff(), {{"parcels", Json::array()}})), "/parcels empty");
    EXPECT_EQ(
        first_error(print(staff(), {{"parcels", {parcel}}, {"format", "doc"}})),
        "/format unknown_value"
    );
    EXPECT_EQ(
        first_error(print(staff(), {{"parcels", {parcel}}, {"dpi", 203}})), "/dpi not_allowed"
    );
    const Json fine{{"parcels", {parcel}}, {"format", "zpl"}, {"dpi", 250}};
    EXPECT_EQ(first_error(print(staff(), fine)), "/dpi unknown_value");
    const Json coarse{{"parcels", {parcel}}, {"format", "zpl"}, {"dpi", 96}};
    EXPECT_EQ(
        print(staff(), coarse).json().at("errors").at(0).at("message"),
        "give 203 or 300, as the printer has"
    );
    // Another seller's and, before the handover, a carrier's are unknown too.
    for (const Principal& who : {by_other_seller(), by_carrier()}) {
        EXPECT_EQ(first_error(print(who, {{"parcels", {parcel}}})), "/parcels/0 unknown");
    }
    EXPECT_EQ(print(by_seller(), {{"parcels", {parcel}}}).status, 200);
}

TEST_F(PrintedPapers, AreALabelInThePrintersDots) {
    const std::string parcel = ship({});
    const Ask fine{.target = "/?dpi=300", .parameters = {{"id", parcel}}};
    for (const Principal& who : {staff(), by_seller(), by_carrier()}) {
        const Answer zpl = read(at::get_parcel_label_zpl, who, parcel);
        EXPECT_EQ(zpl.content_type, "application/zpl");
        EXPECT_TRUE(zpl.text.starts_with("^XA\n^PW800\n^LL1200\n"));
        EXPECT_TRUE(call(at::get_parcel_label_zpl, who, fine).text.starts_with("^XA\n^PW1181\n"));
    }
    EXPECT_EQ(read(at::get_parcel_label_zpl, by_other_carrier(), parcel).status, 404);
    const Ask odd{.target = "/?dpi=600", .parameters = {{"id", parcel}}};
    EXPECT_EQ(first_error(call(at::get_parcel_label_zpl, staff(), odd)), "/dpi unknown_value");
}

TEST_F(PrintedPapers, OfATruckNameWhatIsAboardAndWhetherItMayChange) {
    const DepartureId truck = open_departure();
    const PlacedOrder placed = place({.parcels = {1, 2}, .departure = truck});
    const std::string code = code_of(pack(placed.fulfillments[0]));
    const Answer open = read(at::get_departure_truck_sheet, staff(), truck.text());
    EXPECT_EQ(open.content_type, "application/pdf");
    const auto before = back_.words(open.text);
    for (const auto* words : {"T1", "74C-123.45", "DONGHA > LAOBAO", "NOT CLOSED YET", "0.250"}) {
        EXPECT_TRUE(before.contains(words)) << words << "\n" << before;
    }
    EXPECT_TRUE(before.contains(code)) << before;
    EXPECT_FALSE(before.contains("Somchai")) << before;
    EXPECT_EQ(back_.codes(open.text, "code128", 300), truck.text() + "\n");
    const Json sealed{{"seals", {"VN-000123"}}};
    write(at::post_departure_seals, staff(), truck.text(), sealed);
    const std::string hash = close(truck).at("content_hash");
    const auto after = back_.words(read(at::get_departure_truck_sheet, staff(), truck.text()).text);
    EXPECT_FALSE(after.contains("NOT CLOSED YET")) << after;
    EXPECT_TRUE(after.contains("hash " + hash.substr(0, 16))) << after;
    EXPECT_TRUE(after.contains("VN-000123")) << after;
    for (const Principal& who : {by_seller(), by_carrier(), as(Role::finance)}) {
        EXPECT_EQ(read(at::get_departure_truck_sheet, who, truck.text()).status, 403);
        EXPECT_EQ(read(at::get_departure_pick_list, who, truck.text()).status, 403);
    }
    EXPECT_EQ(read(at::get_departure_truck_sheet, staff(), "none").status, 404);
    EXPECT_EQ(read(at::get_departure_pick_list, staff(), "none").status, 404);
}

TEST_F(PrintedPapers, OfAShiftNameWhatIsNotPackedYet) {
    const DepartureId truck = open_departure();
    const PlacedOrder placed = place({.external_id = "A1", .parcels = {1, 2}, .departure = truck});
    const PlacedOrder other = place({.external_id = "A2", .parcels = {4}, .departure = truck});
    pack(placed.fulfillments[0]);
    const Answer list = read(at::get_departure_pick_list, staff(), truck.text());
    ASSERT_EQ(list.content_type, "application/pdf") << list.text;
    const auto words = back_.words(list.text);
    for (const auto* each :
         {"DONGHA · T1", "2 kiện", "6 món", "1.500 kg", "packed 1", "held 0", "SHIRT", "A1", "A2"
         }) {
        EXPECT_TRUE(words.contains(each)) << each << "\n" << words;
    }
    EXPECT_FALSE(words.contains("Somchai")) << words;
    const auto bars = back_.codes(list.text, "code128", 300);
    EXPECT_TRUE(bars.contains(placed.fulfillments[1].text())) << bars;
    EXPECT_TRUE(bars.contains(other.fulfillments[0].text())) << bars;
    EXPECT_FALSE(bars.contains(placed.fulfillments[0].text())) << bars;
}

TEST_F(PrintedPapers, OfThePostDeclareWhatTheOrderSays) {
    const PlacedOrder placed = place({.parcels = {2}, .amount = "200000"});
    const Json packed{{"weight_g", 520}, {"code", "EE123456785VN"}};
    write(at::post_fulfillment_pack, staff(), placed.fulfillments[0].text(), packed);
    for (const Principal& who : {staff(), by_seller()}) {
        const Answer form = read(at::get_parcel_cn23, who, "EE123456785VN");
        ASSERT_EQ(form.content_type, "application/pdf") << form.text;
        const auto words = back_.words(form.text);
        for (const auto* each :
             {"CN 23", "61091000", "200000 VND", "0.520 kg", "Somchai Vongsa", "A1"}) {
            EXPECT_TRUE(words.contains(each)) << each << "\n" << words;
        }
        EXPECT_EQ(back_.codes(form.text, "code128"), "EE123456785VN\n");
    }
    EXPECT_EQ(read(at::get_parcel_cn23, by_other_seller(), "EE123456785VN").status, 404);
}

} // namespace
} // namespace route9::tests
