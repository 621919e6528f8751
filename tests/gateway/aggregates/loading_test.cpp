// SPDX-License-Identifier: Apache-2.0
// Bags and pallets on a truck: loaded and unloaded by their code, whole or not at all, in units of
// sixteen parcels; and a parcel that leaves its bag.
#include "aggregates_under_test.hpp"
#include "fulfillment/loaded_parcels.hpp"
#include "gateway/document_endpoints.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace route9::tests {
namespace {

class BagsOnTrucks : public testing::Test, public AggregatesUnderTest {
protected:
    Answer load(const Json& names) {
        return write(at::post_departure_load, staff(), truck_.text(), {{"parcels", names}});
    }
    bool is_loaded(const std::string& parcel) {
        return store()
            .read([&](Tx& tx) -> Result<bool> {
                const auto id = ParcelId::parse(parcel).value();
                return fulfillment::loaded_parcels::is_on(tx, qt, id, truck_);
            })
            .value();
    }
    Texts many_packed(int count) {
        Texts parcels;
        for (int i = 0; i < count; ++i) {
            parcels.push_back(packed("A" + std::to_string(i)));
        }
        return parcels;
    }
    /// Its status before.
    std::string become(
        const std::string& parcel,
        const std::string& status,
        const std::optional<DepartureId>& departure
    ) {
        return store()
            .write([&](Tx& tx) -> Result<std::string> {
                const auto id = ParcelId::parse(parcel).value();
                auto found = fulfillment::parcels::find(tx, qt, id).value();
                const std::string before = std::exchange(found.status, status);
                found.departure = departure;
                EXPECT_TRUE(fulfillment::parcels::update(tx, found));
                return before;
            })
            .value();
    }
    Json last(const char* type) { return Json::parse(events(type).back()); }
};

TEST_F(BagsOnTrucks, AreLoadedByTheirCode) {
    const Texts parcels = many_packed(17);
    const std::string bag = bag_of(parcels, "S-77");
    const Answer loaded = load({code_of(bag)});
    ASSERT_EQ(loaded.status, 200) << loaded.text;
    for (const std::string& each : parcels) {
        EXPECT_TRUE(is_loaded(each));
    }
    EXPECT_EQ(shown(bag).at("departure"), truck_.text());
    EXPECT_EQ(events("parcel.loaded").size(), 17U);
    EXPECT_EQ(last("aggregate.loaded").at("biz_step"), "loading");
    EXPECT_EQ(load({bag}).status, 200);
    EXPECT_EQ(events("aggregate.loaded").size(), 1U) << "again changes nothing";
    EXPECT_EQ(events("parcel.loaded").size(), 17U);
    EXPECT_EQ(take_out(bag, {parcels[0]}).code(), "sealed") << "it stands on the truck";
    EXPECT_EQ(close(truck_).at("counts").at("parcels"), 17);
}

TEST_F(BagsOnTrucks, OnPalletsAreLoadedWithThem) {
    const Texts parcels = many_packed(3);
    const std::string bag = bag_of({parcels[0], parcels[1]});
    const std::string pallet = made("pallet");
    ASSERT_EQ(put_in(pallet, {bag, parcels[2]}).status, 200);
    EXPECT_EQ(first_code(load({pallet})), "not_closed");
    ASSERT_EQ(close_it(pallet).status, 200);
    EXPECT_EQ(first_code(load({bag})), "in_another");
    EXPECT_EQ(light("load", code_of(bag), truck_.text()), "red in_another");
    EXPECT_EQ(light("load", code_of(pallet), truck_.text()), "green loaded");
    EXPECT_TRUE(is_loaded(parcels[0]));
    EXPECT_TRUE(is_loaded(parcels[2]));
    EXPECT_EQ(shown(bag).at("departure"), truck_.text());
}

TEST_F(BagsOnTrucks, NameTheParcelThatDoesNotFit) {
    const Texts parcels = many_packed(17);
    const std::string bag = bag_of(parcels);
    const DepartureId elsewhere = open_departure("T2", {{"to", "PAKSE"}});
    Json scan = said("s1", "load", code_of(bag));
    scan["subject"] = elsewhere.text();
    const Json answer = scanned(scan);
    EXPECT_EQ(answer.at("code"), "other_destination");
    const std::string detail = answer.at("detail");
    const bool names_one = std::ranges::any_of(parcels, [&](const std::string& each) {
        return detail.contains(parcel(each).at("code").get<std::string>());
    });
    EXPECT_TRUE(names_one) << detail;
    EXPECT_TRUE(detail.contains(code_of(bag))) << detail;
    const DepartureId small = open_departure("T3", {{"max_kg", "4.1"}}); // for sixteen of them
    EXPECT_EQ(light("load", code_of(bag), small.text()), "red no_room");
    EXPECT_EQ(events("parcel.loaded").size(), 0U) << "nothing has moved";
    EXPECT_EQ(light("load", code_of(bag), "the white truck"), "red unknown_subject");
}

TEST_F(BagsOnTrucks, WaitUntilWhatWasCancelledIsTakenOut) {
    const std::string good = packed("A1");
    const PlacedOrder ordered = place({.external_id = "A2", .departure = truck_});
    const std::string cancelled = pack(ordered.fulfillments[0]);
    const std::string bag = bag_of({good, cancelled});
    write(at::post_order_cancel, staff(), ordered.order.text(), {{"reason", "changed mind"}});
    const Answer refused = load({bag});
    EXPECT_EQ(first_code(refused), "state_forbids");
    EXPECT_EQ(
        refusals(refused).at(0),
        "state_forbids: " + parcel(cancelled).at("code").get<std::string>() +
            ": the parcel is cancelled (in " + code_of(bag) + ")"
    );
    EXPECT_EQ(refused.json().at("errors")[0].at("pointer"), "/parcels/0");
    ASSERT_EQ(take_out(bag, {cancelled}).status, 200);
    EXPECT_EQ(load({bag}).status, 200);
    EXPECT_TRUE(is_loaded(good));
}

TEST_F(BagsOnTrucks, GoOnWhereTheirLoadingStopped) {
    const Texts parcels = many_packed(18);
    const std::string bag = bag_of(parcels);
    ASSERT_EQ(load({parcels[3], parcels[17]}).status, 200) << "as if it had been cut there";
    EXPECT_FALSE(shown(bag).contains("departure"));
    EXPECT_EQ(light("load", code_of(bag), truck_.text()), "green loaded");
    for (const std::string& each : parcels) {
        EXPECT_TRUE(is_loaded(each));
    }
    EXPECT_EQ(events("parcel.loaded").size(), 18U) << "each once";
    EXPECT_EQ(shown(bag).at("departure"), truck_.text());
}

TEST_F(BagsOnTrucks, AreLoadedBesideSingleParcelsOrNotAtAll) {
    const Texts parcels = many_packed(3);
    const std::string bag = bag_of({parcels[0], parcels[1]});
    const Answer refused = load({parcels[2], bag, "nothing"});
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(refused.json().at("errors")[0].at("pointer"), "/parcels/2");
    EXPECT_FALSE(is_loaded(parcels[2]));
    EXPECT_EQ(load({parcels[2], bag}).status, 200);
    EXPECT_TRUE(is_loaded(parcels[0]));
    EXPECT_TRUE(is_loaded(parcels[2]));
}

TEST_F(BagsOnTrucks, LoseTheParcelThatIsUnloadedByItself) {
    const Texts parcels = many_packed(2);
    const std::string bag = bag_of(parcels, "S-77");
    ASSERT_EQ(load({bag}).status, 200);
    const Answer unloaded = unload({parcels[0]}, "damaged");
    ASSERT_EQ(unloaded.status, 200) << unloaded.text;
    const Json warning = unloaded.json().at("warnings").at(0);
    EXPECT_EQ(warning.at("code"), "out_of_bag");
    EXPECT_EQ(warning.at("parcels"), Json::array({parcel(parcels[0]).at("code")}));
    EXPECT_FALSE(parcel(parcels[0]).contains("in"));
    EXPECT_EQ(shown(bag).at("parcels"), 1);
    EXPECT_EQ(last("aggregate.members_removed").at("broken_seal"), "S-77");
    EXPECT_EQ(light("unload", parcels[1], truck_.text()), "amber out_of_bag");
}

TEST_F(BagsOnTrucks, KeepTheirParcelsFromOtherTrucks) {
    const Texts parcels = many_packed(2);
    ASSERT_EQ(load({bag_of(parcels)}).status, 200);
    const DepartureId other = open_departure("T2");
    const Json one{{"parcels", Json::array({parcels[0]})}};
    const Answer refused = write(at::post_departure_load, staff(), other.text(), one);
    EXPECT_EQ(refused.status, 422) << refused.text;
    EXPECT_NE(refused.text.find("unload it there first"), std::string::npos) << refused.text;
    ASSERT_EQ(unload({parcels[0]}, "other").status, 200);
    EXPECT_EQ(write(at::post_departure_load, staff(), other.text(), one).status, 200);
}

TEST_F(BagsOnTrucks, AreUnloadedWhole) {
    const Texts parcels = many_packed(17);
    const std::string bag = bag_of(parcels);
    const std::string other = bag_of({packed("B1")});
    const std::string alone = packed("B2");
    const std::string emptied = bag_of({alone});
    ASSERT_EQ(take_out(emptied, {alone}).status, 200);
    EXPECT_EQ(first_code(load({emptied})), "is_empty");
    EXPECT_EQ(first_code(unload({other + "x"})), "unknown");
    ASSERT_EQ(load({bag}).status, 200);
    const Answer unloaded = unload({code_of(bag)}, "customs_held");
    ASSERT_EQ(unloaded.status, 200) << unloaded.text;
    EXPECT_FALSE(unloaded.json().contains("warnings"));
    EXPECT_EQ(parcel(parcels[16]).at("status"), "on_hold");
    EXPECT_EQ(parcel(parcels[16]).at("in").at("id"), bag) << "it stays in its bag";
    EXPECT_FALSE(shown(bag).contains("departure"));
    EXPECT_EQ(last("aggregate.unloaded").at("action"), "DELETE");
    EXPECT_EQ(first_code(unload({bag})), "not_aboard");
    ASSERT_EQ(load({other}).status, 200);
    const Answer mixed = unload({other, "nothing"});
    EXPECT_EQ(mixed.json().at("errors")[0].at("pointer"), "/parcels/1");
    EXPECT_EQ(shown(other).at("departure"), truck_.text()) << "all or nothing";
    EXPECT_EQ(light("load", code_of(bag), truck_.text()), "green loaded") << "once more";
}

TEST_F(BagsOnTrucks, ComeOffAClosedTruckWithNewPapers) {
    const Texts parcels = many_packed(3);
    const std::string bag = bag_of({parcels[0], parcels[1]});
    ASSERT_EQ(load({bag, parcels[2]}).status, 200);
    close(truck_);
    EXPECT_EQ(light("load", code_of(bag), truck_.text()), "red sealed");
    Json scan = said("u1", "unload", code_of(bag));
    scan["subject"] = truck_.text();
    scan["reason"] = "short";
    EXPECT_EQ(light(scan), "green unloaded");
    EXPECT_EQ(scanned(scan).at("duplicate"), true);
    EXPECT_EQ(manifest(1).at("lines").size(), 1U);
    EXPECT_EQ(truck().at("counts").at("parcels"), 1);
}

TEST_F(BagsOnTrucks, KeepTheTruckHereWhileTheyAreHalfOff) {
    const Texts parcels = many_packed(18);
    const std::string bag = bag_of(parcels);
    ASSERT_EQ(load({bag}).status, 200);
    close(truck_);
    const std::string at_last = *std::ranges::max_element(parcels);
    const std::string before = become(at_last, "border_crossed", truck_); // cuts the second unit
    EXPECT_EQ(first_code(unload({bag})), "state_forbids");
    become(at_last, before, truck_);
    EXPECT_EQ(events("parcel.unloaded").size(), 16U);
    EXPECT_FALSE(shown(bag).contains("departure")) << "it came off with its first parcels";
    const Answer refused = depart();
    EXPECT_EQ(refused.status, 409) << refused.text;
    EXPECT_EQ(first_code(refused), "partly_aboard");
    EXPECT_TRUE(refused.text.contains(code_of(bag))) << refused.text;
    ASSERT_EQ(unload({bag}).status, 200);
    EXPECT_EQ(events("parcel.unloaded").size(), 18U) << "each once";
    EXPECT_EQ(events("aggregate.unloaded").size(), 1U);
    const Answer left = depart();
    EXPECT_EQ(left.status, 200) << left.text;
}

TEST_F(BagsOnTrucks, KeepTheirOrdersWhileTheyAreLoaded) {
    const PlacedOrder ordered = place({.external_id = "A2", .departure = truck_});
    const std::string parcel = pack(ordered.fulfillments[0]);
    const std::string bag = bag_of({parcel, packed("A1")});
    ASSERT_EQ(load({bag}).status, 200);
    const std::string order = ordered.order.text();
    const Answer refused = write(at::post_order_cancel, staff(), order, {{"reason", "late"}});
    EXPECT_EQ(refused.code(), "sealed") << refused.text;
    EXPECT_TRUE(refused.text.contains(code_of(bag))) << refused.text;
    EXPECT_TRUE(refused.text.contains(truck_.text())) << refused.text;
    ASSERT_EQ(unload({parcel}, "cancelled").status, 200);
    EXPECT_EQ(write(at::post_order_cancel, staff(), order, {{"reason", "late"}}).status, 200);
    EXPECT_EQ(shown(bag).at("parcels"), 1);
}

TEST_F(BagsOnTrucks, GiveBackWhatWasCancelledInThem) {
    const Texts parcels = many_packed(2);
    const std::string bag = bag_of(parcels, "S-77");
    ASSERT_EQ(load({bag}).status, 200);
    become(parcels[0], "cancelled", std::nullopt); // as an earlier build left it
    EXPECT_EQ(light("unload", parcels[0], truck_.text()), "amber out_of_bag");
    EXPECT_FALSE(parcel(parcels[0]).contains("in"));
    EXPECT_EQ(shown(bag).at("parcels"), 1);
    EXPECT_FALSE(shown(bag).contains("seal"));
}

TEST_F(BagsOnTrucks, ArePrintedOnLabelsAndOnTheTrucksSheet) {
    const std::string bag = bag_of(many_packed(2), "S-77");
    const Answer pdf = read(at::get_aggregate_label, staff(), bag);
    EXPECT_EQ(pdf.content_type, "application/pdf");
    EXPECT_TRUE(pdf.text.starts_with("%PDF"));
    EXPECT_TRUE(read(at::get_aggregate_label_zpl, staff(), bag).text.starts_with("^XA"));
    EXPECT_EQ(read(at::get_aggregate_label, by_seller(), bag).status, 403);
    ASSERT_EQ(load({bag}).status, 200);
    const Answer sheet = read(at::get_departure_truck_sheet, staff(), truck_.text());
    EXPECT_TRUE(sheet.text.starts_with("%PDF"));
}

TEST_F(BagsOnTrucks, ScanAParcelInABagAmber) {
    const Texts parcels = many_packed(1);
    const std::string bag = bag_of(parcels);
    Json scan = said("s1", "load", parcels[0]);
    scan["subject"] = truck_.text();
    const Json answer = scanned(scan);
    EXPECT_EQ(answer.at("light"), "amber");
    EXPECT_EQ(answer.at("code"), "in_bag");
    EXPECT_EQ(answer.at("aggregate"), code_of(bag));
    EXPECT_TRUE(is_loaded(parcels[0]));
}

} // namespace
} // namespace route9::tests
