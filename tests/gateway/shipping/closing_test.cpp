// SPDX-License-Identifier: Apache-2.0
#include "adapters/carriers/manifest_document.hpp"
#include "core/tenancy.hpp"
#include "fulfillment/stock.hpp"
#include "payments/receivable.hpp"
#include "shipping_under_test.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace route9::tests {
namespace {

namespace at = gateway::endpoints;
using fulfillment::PaymentMethod;

class Closing : public testing::Test, protected ShippingUnderTest {
protected:
    DepartureId truck_ = open_departure();

    Answer load(const DepartureId& truck, const std::string& parcel) {
        return write(
            at::post_departure_load, staff(), truck.text(), Json{{"parcels", Json::array({parcel})}}
        );
    }
    std::vector<std::int64_t> stock_of_shirts() {
        const auto levels = store().read([](Tx& tx) -> Result<fulfillment::StockLevel> {
            const std::vector<Sku> skus{Sku{"SHIRT"}};
            return fulfillment::stock::read_levels(
                       fulfillment::stock::ask_levels(tx, qt, PartyId{"shop"}, skus)
            )
                .at(0);
        });
        return {levels->on_hand, levels->reserved};
    }
    Json manifest() {
        const std::string data = events("manifest.sealed").at(0);
        return read(at::get_manifest, by_carrier(), Json::parse(data).at("manifest")).json();
    }
};

TEST_F(Closing, FreezesTheCountsAndHandsTheParcelsOver) {
    const PlacedOrder placed = place({.parcels = {2}, .departure = truck_});
    EXPECT_EQ(stock_of_shirts(), (std::vector<std::int64_t>{100, 2}));
    const std::string parcel = pack(placed.fulfillments[0], 510);
    const Json closed = close(truck_);
    EXPECT_EQ(closed.at("state"), "closed");
    EXPECT_EQ(closed.at("counts"), (Json{{"parcels", 1}, {"pieces", 1}, {"gross_kg", "0.51"}}));
    EXPECT_EQ(stock_of_shirts(), (std::vector<std::int64_t>{98, 0}));
    EXPECT_EQ(order_status(placed.order), "handed_over");
    EXPECT_EQ(read(at::get_parcel, staff(), parcel).json().at("status"), "picked_up");
    EXPECT_EQ(
        events(),
        (std::vector<std::string>{
            "departure.opened",
            "order.accepted",
            "order.routed",
            "parcel.packed",
            "order.packed",
            "departure.closing",
            "parcel.status_changed",
            "declaration.status_changed",
            "declaration.status_changed",
            "order.handed_over",
            "manifest.sealed",
            "departure.closed",
        })
    );
}

TEST_F(Closing, SealsAManifestThatTheCarrierCanCheck) {
    pack(place({.departure = truck_}).fulfillments[0]);
    close(truck_);
    const auto tenant =
        store().read([](Tx& tx) -> Result<Tenant> { return *tenancy::find_tenant(tx, qt); });
    Json served = manifest();
    EXPECT_EQ(served.at("lines")[0].at("recipient").at("name"), "Somchai Vongsa");
    EXPECT_EQ(
        adapters::check_manifest_json(served, tenant->signing_public).value(),
        fulfillment::SealFault::none
    );
    served["lines"][0]["weight_g"] = 1;
    EXPECT_EQ(
        adapters::check_manifest_json(served, tenant->signing_public).value(),
        fulfillment::SealFault::hash_differs
    );
}

TEST_F(Closing, ChangesNothingTheSecondTime) {
    pack(place({.departure = truck_}).fulfillments[0]);
    const Json closed = close(truck_);
    const auto told = events();
    EXPECT_EQ(close(truck_), closed);
    EXPECT_EQ(events(), told);
    write(at::post_departure_depart, staff(), truck_.text());
    const Answer late = write(at::post_departure_close, staff(), truck_.text());
    EXPECT_EQ(late.status, 200);
    EXPECT_EQ(late.json().at("state"), "departed");
}

TEST_F(Closing, TellsOfAParcelsDepartureWhenItsTruckLeaves) {
    const std::string parcel = pack(place({.departure = truck_}).fulfillments[0]);
    close(truck_);
    EXPECT_TRUE(events("parcel.departed").empty());
    // The carrier's line was better than the warehouse's.
    pass(Minutes{30});
    const Json on_the_road{
        {"parcel", parcel}, {"status", "in_transit"}, {"at", "2026-03-10T08:20:00+07:00"}
    };
    const Json batch{{"events", Json::array({on_the_road})}};
    const Answer told = write(at::post_tracking_events, by_carrier(), "", batch);
    EXPECT_EQ(told.json().at("results").at(0).at("result"), "moved");
    EXPECT_TRUE(events("parcel.departed").empty());
    write(at::post_departure_depart, staff(), truck_.text());
    write(at::post_departure_depart, staff(), truck_.text());
    ASSERT_EQ(events("parcel.departed").size(), 1U);
    const Json news = Json::parse(events("parcel.departed").front());
    EXPECT_EQ(news.at("parcel"), parcel);
    EXPECT_EQ(news.at("departure"), truck_.text());
    EXPECT_EQ(read(at::get_parcel, staff(), parcel).json().at("status"), "in_transit");
}

TEST_F(Closing, TakesNoMembers) {
    const Answer refused = write(at::post_departure_close, staff(), truck_.text(), Json{{"x", 1}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(refused.json().at("errors").at(0).at("pointer"), "/x");
    EXPECT_TRUE(events("departure.closing").empty());
    EXPECT_EQ(write(at::post_departure_close, staff(), truck_.text(), Json::object()).status, 200);
}

TEST_F(Closing, NamesTheDepartureThatHasTheReference) {
    const Json body{
        {"reference", "T1"},
        {"from", "DONGHA"},
        {"to", "SAVANNAKHET"},
        {"gate", "LAOBAO"},
        {"carrier", "lao-express"},
        {"truck_plate", "74C-1"},
        {"leaves", "2026-03-10T12:00:00+07:00"},
        {"max_kg", "10"},
    };
    const Answer again = call(at::post_departure, staff(), {.body = body});
    EXPECT_EQ(again.code(), "already-exists");
    EXPECT_EQ(again.json().at("reference"), truck_.text());
}

TEST_F(Closing, RefusesLoadingAfterwardsAndUnloadingOntoAnotherTruck) {
    const std::string aboard = pack(place({.departure = truck_}).fulfillments[0]);
    const std::string late = pack(place({.external_id = "A2"}).fulfillments[0]);
    close(truck_);
    EXPECT_EQ(load(truck_, late).code(), "sealed");
    EXPECT_EQ(load(open_departure("T2"), aboard).code(), "sealed");
}

TEST_F(Closing, RefusesToCancelWhatHasLeft) {
    const PlacedOrder placed = place({.departure = truck_});
    pack(placed.fulfillments[0]);
    close(truck_);
    const Json reason{{"reason", "changed my mind"}};
    const Answer answer = write(at::post_order_cancel, by_seller(), placed.order.text(), reason);
    EXPECT_EQ(answer.code(), "sealed");
    EXPECT_EQ(order_status(placed.order), "handed_over");
}

TEST_F(Closing, LeavesBehindWhatWasNotPacked) {
    pack(place({.departure = truck_}).fulfillments[0]);
    const PlacedOrder late = place({.external_id = "A2", .departure = truck_});
    const Json closed = close(truck_);
    EXPECT_EQ(closed.at("counts").at("parcels"), 1);
    EXPECT_EQ(closed.at("used_kg"), "0.25");
    EXPECT_EQ(events("fulfillment.left_behind").size(), 1U);
    EXPECT_EQ(order_status(late.order), "routed");
    const std::string parcel = pack(late.fulfillments[0]);
    EXPECT_EQ(load(open_departure("T2"), parcel).status, 200);
}

TEST_F(Closing, BooksTheCashTheCarrierWillCollect) {
    const PlacedOrder placed =
        place({.method = PaymentMethod::cod, .amount = "100000", .departure = truck_});
    const Json parcel = read(at::get_parcel, staff(), pack(placed.fulfillments[0])).json();
    close(truck_);
    const auto booked = store().read([&](Tx& tx) -> Result<payments::Receivable> {
        return *payments::receivables::find_by_reference(
            tx, qt, parcel.at("code").get<std::string>()
        );
    });
    EXPECT_EQ(booked->amount, Money::of_minor(100'000, Currency::VND));
    EXPECT_EQ(format_day(booked->due), "2026-03-11");
    EXPECT_EQ(booked->payer, "lao-express");
}

TEST_F(Closing, KeepsACancelledOrdersParcelOffTheManifest) {
    pack(place({.departure = truck_}).fulfillments[0]);
    const PlacedOrder gone = place({.external_id = "A2", .departure = truck_});
    pack(gone.fulfillments[0]);
    const Json reason{{"reason", "changed my mind"}};
    EXPECT_EQ(write(at::post_order_cancel, by_seller(), gone.order.text(), reason).status, 200);
    EXPECT_EQ(close(truck_).at("counts").at("parcels"), 1);
    EXPECT_EQ(manifest().at("lines").size(), 1U);
}

TEST_F(Closing, ClosesAnEmptyTruckWithoutAManifest) {
    EXPECT_EQ(close(truck_).at("counts").at("parcels"), 0);
    EXPECT_TRUE(events("manifest.sealed").empty());
}

TEST_F(Closing, LetsATruckLeaveAndArriveOnlyInThatOrder) {
    const std::string parcel = pack(place({.departure = truck_}).fulfillments[0]);
    const std::string id = truck_.text();
    EXPECT_EQ(write(at::post_departure_depart, staff(), id).code(), "state-forbids");
    close(truck_);
    EXPECT_EQ(write(at::post_departure_arrive, staff(), id).code(), "state-forbids");
    pass(Minutes{30});
    EXPECT_EQ(write(at::post_departure_depart, staff(), id).json().at("state"), "departed");
    EXPECT_EQ(write(at::post_departure_depart, staff(), id).json().at("state"), "departed");
    pass(Minutes{300});
    EXPECT_EQ(write(at::post_departure_arrive, staff(), id).json().at("state"), "arrived");
    const auto told = events();
    for (const auto endpoint :
         {at::post_departure_close, at::post_departure_depart, at::post_departure_arrive}) {
        EXPECT_EQ(write(endpoint, staff(), id).json().at("state"), "arrived");
    }
    EXPECT_EQ(events(), told);
    EXPECT_EQ(read(at::get_parcel, staff(), parcel).json().at("status"), "at_destination_hub");
    EXPECT_EQ(read(at::get_parcel_events, by_seller(), parcel).json().at("items").size(), 3U);
}

TEST_F(Closing, OpensDeparturesOnlyOnTheCorridor) {
    const Json body{
        {"reference", "T9"},
        {"from", "NOWHERE"},
        {"to", "SAVANNAKHET"},
        {"gate", "MOON"},
        {"carrier", "lao-express"},
        {"truck_plate", "74C-1"},
        {"leaves", "tomorrow"},
        {"max_kg", -1},
    };
    const Answer answer = call(at::post_departure, staff(), {.body = body});
    ASSERT_EQ(answer.status, 422);
    std::vector<std::string> pointers;
    for (const Json& error : answer.json().at("errors")) {
        pointers.push_back(error.at("pointer"));
    }
    std::ranges::sort(pointers);
    EXPECT_EQ(pointers, (std::vector<std::string>{"/from", "/gate", "/leaves", "/max_kg"}));
    Json unknown_carrier = body;
    unknown_carrier.update(
        {{"from", "DONGHA"},
         {"gate", "LAOBAO"},
         {"carrier", "shop"},
         {"leaves", "2026-03-10T12:00:00+07:00"},
         {"max_kg", "12.5"}}
    );
    EXPECT_EQ(
        call(at::post_departure, staff(), {.body = unknown_carrier})
            .json()
            .at("errors")[0]
            .at("pointer"),
        "/carrier"
    );
}

TEST_F(Closing, TellsTheTagThatAReadTells) {
    const auto tag_of_read = [this] {
        return read(at::get_departure, staff(), truck_.text()).header("ETag");
    };
    const Json again{
        {"reference", "T2"},
        {"from", "DONGHA"},
        {"to", "SAVANNAKHET"},
        {"carrier", "lao-express"},
        {"truck_plate", "74C-123.45"},
        {"leaves", "2026-03-10T12:00:00+07:00"},
        {"max_kg", 1000},
    };
    const Answer opened = call(at::post_departure, staff(), {.body = again});
    const std::string id = opened.json().at("id");
    EXPECT_EQ(opened.header("ETag"), read(at::get_departure, staff(), id).header("ETag"));
    const std::string empty = tag_of_read();
    const std::string loaded = load(truck_, pack(place({}).fulfillments[0])).header("ETag");
    EXPECT_NE(loaded, empty);
    EXPECT_EQ(loaded, tag_of_read());
    const Answer closed = write(at::post_departure_close, staff(), truck_.text());
    EXPECT_EQ(closed.header("ETag"), tag_of_read());
}

TEST_F(Closing, LoadsAllOrNothing) {
    const DepartureId small = open_departure("T2", {{"max_kg", "0.3"}});
    const std::string first = pack(place({.external_id = "A2"}).fulfillments[0]);
    const std::string second = pack(place({.external_id = "A3"}).fulfillments[0]);
    const Json both{{"parcels", Json::array({first, second})}};
    EXPECT_EQ(write(at::post_departure_load, staff(), small.text(), both).code(), "state-forbids");
    EXPECT_EQ(read(at::get_departure, staff(), small.text()).json().at("used_kg"), "0");
    EXPECT_EQ(load(small, first).json().at("used_kg"), "0.25");
    EXPECT_EQ(load(truck_, first).json().at("used_kg"), "0.25");
    EXPECT_EQ(read(at::get_departure, staff(), small.text()).json().at("used_kg"), "0");
    EXPECT_EQ(load(truck_, "pcl_nonsense").status, 422);
    const Json twice{{"parcels", Json::array({first, first})}};
    EXPECT_EQ(write(at::post_departure_load, staff(), truck_.text(), twice).status, 422);
}

} // namespace
} // namespace route9::tests
