// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/departure_store.hpp"
#include "fulfillment/order_store.hpp"
#include "fulfillment/parcel_codes.hpp"
#include "fulfillment/parcel_store.hpp"
#include "gateway/shipping/pack_parcel.hpp"
#include "shipping_under_test.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

namespace at = gateway::endpoints;
using fulfillment::PaymentMethod;

class Packing : public testing::Test, protected ShippingUnderTest {
protected:
    Answer pack_with(const FulfillmentId& id, Json body) {
        return write(at::post_fulfillment_pack, staff(), id.text(), std::move(body));
    }
    std::string used_kg(const DepartureId& id) {
        return read(at::get_departure, staff(), id.text()).json().at("used_kg");
    }
};

TEST_F(Packing, MakesAParcelWithCodeHouseBillAndLocation) {
    const PlacedOrder placed = place({});
    const Answer answer = pack_with(placed.fulfillments[0], {{"weight_g", 260}, {"pieces", 2}});
    ASSERT_EQ(answer.status, 201) << answer.text;
    const Json parcel = answer.json();
    EXPECT_EQ(parcel.at("code").get<std::string>().size(), 20U);
    EXPECT_EQ(parcel.at("house_bill"), parcel.at("code"));
    EXPECT_EQ(parcel.at("weight_g"), 260);
    EXPECT_EQ(parcel.at("pieces"), 2);
    EXPECT_EQ(parcel.at("status"), "created");
    EXPECT_EQ(answer.header("Location"), "/v1/parcels/" + parcel.at("id").get<std::string>());
    EXPECT_EQ(order_status(placed.order), "packed");
    EXPECT_EQ(
        events(),
        (std::vector<std::string>{"order.accepted", "order.routed", "parcel.packed", "order.packed"}
        )
    );
}

TEST_F(Packing, RefusesTheSecondTime) {
    const PlacedOrder placed = place({});
    pack(placed.fulfillments[0]);
    const Answer again = pack_with(placed.fulfillments[0], {{"weight_g", 250}});
    EXPECT_EQ(again.status, 409);
    EXPECT_EQ(again.code(), "state-forbids");
}

TEST_F(Packing, HoldsTheScaleAgainstTheDeclaredWeight) {
    struct Case {
        std::int64_t declared_g;
        std::int64_t weighed_g;
        bool near;
    };
    const std::vector<Case> cases{
        {0, 9'000, true},
        {250, 300, true},
        {250, 301, false},
        {250, 200, true},
        {250, 199, false},
        {1'000, 1'100, true},
        {1'000, 1'101, false},
        {1'000, 899, false},
    };
    for (const Case& each : cases) {
        EXPECT_EQ(gateway::weight_is_near(each.declared_g, each.weighed_g), each.near)
            << each.declared_g << " " << each.weighed_g;
    }
}

TEST_F(Packing, RefusesAWeightFarOffUntilItIsAccepted) {
    const PlacedOrder placed = place({});
    EXPECT_EQ(pack_with(placed.fulfillments[0], {{"weight_g", 400}}).code(), "state-forbids");
    const Answer accepted =
        pack_with(placed.fulfillments[0], {{"weight_g", 400}, {"accept_weight", true}});
    EXPECT_EQ(accepted.status, 201) << accepted.text;
}

TEST_F(Packing, RefusesACancelledOrder) {
    const PlacedOrder placed = place({});
    const auto cancelled = store().write([&](Tx& tx) -> Result<int> {
        auto order = fulfillment::orders::find(tx, qt, placed.order);
        order->status = fulfillment::OrderStatus::cancelled;
        EXPECT_TRUE(fulfillment::orders::update(tx, *order));
        return 0;
    });
    ASSERT_TRUE(cancelled);
    EXPECT_EQ(pack_with(placed.fulfillments[0], {{"weight_g", 250}}).code(), "state-forbids");
}

TEST_F(Packing, SplitsTheCashOverTheParcelsByTheValueOfTheirGoods) {
    const PlacedOrder placed =
        place({.parcels = {1, 2}, .method = PaymentMethod::cod, .amount = "100000"});
    const Json first = pack_with(placed.fulfillments[0], {{"weight_g", 250}}).json();
    EXPECT_EQ(order_status(placed.order), "routed");
    const Json second = pack_with(placed.fulfillments[1], {{"weight_g", 500}}).json();
    EXPECT_EQ(order_status(placed.order), "packed");
    EXPECT_EQ(first.at("cod"), (Json{{"amount", "33333"}, {"currency", "VND"}}));
    EXPECT_EQ(second.at("cod"), (Json{{"amount", "66667"}, {"currency", "VND"}}));
}

TEST_F(Packing, TakesAnSsccAndRefusesABadOneAndATakenOne) {
    const PlacedOrder placed = place({.parcels = {1, 1}});
    const Answer bad =
        pack_with(placed.fulfillments[0], {{"weight_g", 250}, {"code", "106141412345678909"}});
    EXPECT_EQ(bad.status, 422);
    EXPECT_EQ(bad.json().at("errors")[0].at("pointer"), "/code");
    const Json good{{"weight_g", 250}, {"code", "106141412345678908"}};
    EXPECT_EQ(pack_with(placed.fulfillments[0], good).status, 201);
    EXPECT_EQ(pack_with(placed.fulfillments[1], good).code(), "already-exists");
}

TEST_F(Packing, TakesAPostalItemNumberAndFindsItByWhatIsScanned) {
    const PlacedOrder placed = place({.parcels = {1, 1}});
    const auto packed = [&](std::size_t at, const char* code) {
        return pack_with(placed.fulfillments[at], {{"weight_g", 250}, {"code", code}});
    };
    EXPECT_EQ(packed(0, "EE123456784VN").json().at("errors")[0].at("pointer"), "/code");
    const Json parcel = packed(0, "EE123456785VN").json();
    EXPECT_EQ(parcel.at("code"), "EE123456785VN");
    EXPECT_EQ(read(at::get_parcel, staff(), "ee123456785vn").json().at("id"), parcel.at("id"));
    EXPECT_EQ(read(at::get_parcel_label, staff(), "EE123456785VN").status, 200);
    EXPECT_EQ(packed(1, "EE123456785VN").code(), "already-exists");
}

TEST_F(Packing, RefusesACodeThatAnotherTenantsParcelBears) {
    const PlacedOrder placed = place({.parcels = {1, 1}});
    const std::string taken = "106141412345678908";
    const auto elsewhere = store().write([&](Tx& tx) -> Result<bool> {
        fulfillment::Parcel parcel;
        parcel.tenant = TenantId{"zz"};
        parcel.id = ParcelId::make(now(), services().entropy);
        parcel.code = taken;
        parcel.order = OrderId::make(now(), services().entropy);
        parcel.fulfillment = FulfillmentId::make(now(), services().entropy);
        parcel.seller = PartyId{"shop"};
        parcel.house_bill = taken;
        parcel.mass_g = 250;
        parcel.status = "created";
        return fulfillment::parcels::insert(tx, parcel);
    });
    ASSERT_TRUE(elsewhere && *elsewhere);
    const Answer refused = pack_with(placed.fulfillments[0], {{"weight_g", 250}, {"code", taken}});
    EXPECT_EQ(refused.code(), "already-exists") << refused.text;
    EXPECT_FALSE(refused.json().contains("reference"));
}

// What was free a moment ago may be another tenant's by the time the parcel is written.
TEST_F(Packing, GivesACodeToOneTenantHoweverNearTheyCome) {
    const PlacedOrder placed = place({.parcels = {1, 1}});
    const std::string taken = "106141412345678908";
    const auto claimed = [&](const char* tenant, const std::string& code) {
        return store()
            .write([&](Tx& tx) -> Result<bool> {
                return fulfillment::parcel_codes::claim(tx, TenantId{tenant}, code);
            })
            .value();
    };
    EXPECT_TRUE(claimed("zz", taken));
    EXPECT_TRUE(claimed("zz", taken)) << "its own";
    EXPECT_FALSE(claimed("qt", taken));
    const Answer refused = pack_with(placed.fulfillments[0], {{"weight_g", 250}, {"code", taken}});
    EXPECT_EQ(refused.code(), "already-exists") << refused.text;
    const Answer other =
        pack_with(placed.fulfillments[0], {{"weight_g", 250}, {"code", "EE123456785VN"}});
    EXPECT_EQ(other.status, 201) << other.text;
    EXPECT_FALSE(claimed("zz", "EE123456785VN"));
}

TEST_F(Packing, MakesCodesOfItsOwnFormItself) {
    const PlacedOrder placed = place({.parcels = {1, 1}});
    const Answer refused =
        pack_with(placed.fulfillments[0], {{"weight_g", 250}, {"code", "AAAAAAAAAAAAAAAAAAAA"}});
    EXPECT_EQ(refused.status, 422) << refused.text;
    EXPECT_EQ(
        refused.json().at("errors")[0].at("message"),
        "give an SSCC of 18 digits or a postal item number (EE123456785VN) with its check digit, "
        "or none: then one is made here"
    );
}

TEST_F(Packing, GivesTheTruckWhatTheScaleSays) {
    const DepartureId truck = open_departure();
    const PlacedOrder placed = place({.departure = truck});
    EXPECT_EQ(used_kg(truck), "0.25");
    pack(placed.fulfillments[0], 290);
    EXPECT_EQ(used_kg(truck), "0.29");
}

TEST_F(Packing, LeavesAParcelWithoutAPlaceWhenItOutgrowsTheTruck) {
    const DepartureId truck = open_departure("T1", {{"max_kg", "0.26"}});
    const PlacedOrder placed = place({.departure = truck});
    const Answer packed = pack_with(placed.fulfillments[0], {{"weight_g", 290}});
    EXPECT_EQ(packed.status, 201);
    EXPECT_FALSE(packed.json().contains("departure"));
    EXPECT_EQ(used_kg(truck), "0");
}

TEST_F(Packing, IsTheStaffsAndHidesWhatIsNotThere) {
    const PlacedOrder placed = place({});
    const Json body{{"weight_g", 250}};
    const std::string id = placed.fulfillments[0].text();
    EXPECT_EQ(write(at::post_fulfillment_pack, by_carrier(), id, body).status, 403);
    EXPECT_EQ(write(at::post_fulfillment_pack, staff(), "ful_nonsense", body).status, 404);
    Principal stranger = staff();
    stranger.tenant = TenantId{"other"};
    EXPECT_EQ(read(at::get_parcel, by_seller(), pack(placed.fulfillments[0])).status, 200);
    EXPECT_EQ(read(at::get_parcel, stranger, pack(place({"A2"}).fulfillments[0])).status, 404);
}

TEST_F(Packing, ListsTheWorkByStatusAndWarehouse) {
    const PlacedOrder placed = place({.parcels = {1, 1}});
    pack(placed.fulfillments[0]);
    const auto count = [&](const std::string& query) {
        const Answer answer = call(at::get_fulfillments, staff(), {.target = "/?" + query});
        return answer.status == 200 ? answer.json().at("items").size() : 999U;
    };
    EXPECT_EQ(count("status=packed"), 1U);
    EXPECT_EQ(count("status=planned&warehouse=DONGHA"), 1U);
    EXPECT_EQ(count("warehouse=HATINH"), 0U);
    EXPECT_EQ(call(at::get_fulfillments, staff(), {.target = "/?status=lost"}).status, 422);
    EXPECT_EQ(call(at::get_fulfillments, by_other_seller(), {}).json().at("items").size(), 0U);
}

} // namespace
} // namespace route9::tests
