// SPDX-License-Identifier: Apache-2.0
// Bags and pallets: what goes in, what does not and why, and what a closed one still allows.
#include "adapters/documents/sscc.hpp"
#include "aggregates_under_test.hpp"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace route9::tests {
namespace {

class Aggregates : public testing::Test, public AggregatesUnderTest {};

TEST_F(Aggregates, HoldParcelsOfOneWay) {
    const std::string bag = made();
    const std::string first = packed("A1");
    const std::string second = packed("A2");
    const Answer filled = put_in(bag, {first, parcel(second).at("code")});
    ASSERT_EQ(filled.status, 200) << filled.text;
    const Json json = filled.json();
    EXPECT_EQ(json.at("kind"), "bag");
    EXPECT_EQ(json.at("state"), "open");
    EXPECT_EQ(json.at("members"), 2);
    EXPECT_EQ(json.at("parcels"), 2);
    EXPECT_EQ(json.at("weight_g"), 500);
    EXPECT_EQ(json.at("to"), "SAVANNAKHET");
    EXPECT_EQ(json.at("gate"), "LAOBAO");
    EXPECT_TRUE(adapters::is_parcel_code(json.at("code").get<std::string>()));
    EXPECT_EQ(json.at("contents").size(), 2U);
    EXPECT_EQ(parcel(first).at("in").at("id"), bag);
    EXPECT_EQ(put_in(bag, {first}).json(), json) << "again changes nothing";
    EXPECT_EQ(shown(json.at("code")), json) << "by its code";
    EXPECT_EQ(told(), (Texts{"ADD packing 2"}));
    EXPECT_EQ(parcel(first).at("in").at("code"), json.at("code"));
}

TEST_F(Aggregates, AreNumberedByTheCompanysPrefix) {
    const Json prefix{{"company_prefix", "0614141"}, {"extension_digit", 1}};
    ASSERT_EQ(call(at::put_gs1_prefix, staff(), {.body = prefix}).status, 201);
    const std::string bag = made();
    EXPECT_EQ(code_of(bag), "106141410000000002");
    EXPECT_EQ(shown("]C100106141410000000002").at("id"), bag) << "as it is scanned";
    const Json pallet{{"kind", "pallet"}, {"warehouse", "DONGHA"}, {"code", "106141410000000002"}};
    EXPECT_EQ(call(at::post_aggregate, staff(), {.body = pallet}).status, 409);
    EXPECT_EQ(code_of(made("pallet")), "106141410000000019");
}

TEST_F(Aggregates, RefuseWhatGoesElsewhereByName) {
    const std::string bag = made();
    const std::string here = packed("A1");
    ASSERT_EQ(put_in(bag, {here}).status, 200);
    EXPECT_EQ(first_code(put_in(made(), {here})), "in_another");
    EXPECT_EQ(first_code(put_in(bag, {"nothing"})), "unknown");
    EXPECT_EQ(first_code(put_in(bag, {bag})), "wrong_kind");
    EXPECT_EQ(first_code(put_in(made("bag", "HATINH"), {packed("A2")})), "other_origin");
    const std::string other = packed("A3");
    const DepartureId truck = open_departure("T2");
    const std::string by_chalo =
        pack(place({.external_id = "A4", .departure = truck}).fulfillments[0]);
    const Json way{{"gate", "CHALO"}, {"reason", "gate_closed"}};
    ASSERT_EQ(write(at::post_departure_reroute, staff(), truck.text(), way).status, 200);
    const Answer refused = put_in(bag, {other, by_chalo, by_chalo});
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(
        refusals(refused)[0],
        "other_gate: " + parcel(by_chalo).at("code").get<std::string>() +
            " goes by CHALO, what is in it does not"
    );
    EXPECT_EQ(refusals(refused).size(), 2U) << "and it is named twice";
    EXPECT_EQ(shown(bag).at("members"), 1) << "all or nothing";
}

TEST_F(Aggregates, RefuseWhatIsLoadedOrCancelled) {
    const std::string bag = made();
    const std::string aboard = packed("A1");
    const PlacedOrder ordered = place({.external_id = "A2", .departure = truck_});
    const std::string cancelled = pack(ordered.fulfillments[0]);
    EXPECT_EQ(light("load", aboard, truck_.text()), "green loaded");
    EXPECT_EQ(first_code(put_in(bag, {aboard})), "aboard");
    write(at::post_order_cancel, staff(), ordered.order.text(), {{"reason", "changed mind"}});
    EXPECT_EQ(first_code(put_in(bag, {cancelled})), "state_forbids");
}

TEST_F(Aggregates, TakeNothingInOnceClosed) {
    const std::string bag = made();
    EXPECT_EQ(close_it(bag).status, 409) << "it is empty";
    const std::string first = packed("A1");
    const std::string second = packed("A2");
    ASSERT_EQ(put_in(bag, {first, second}).status, 200);
    const Answer closed = close_it(bag, "S-77");
    ASSERT_EQ(closed.status, 200) << closed.text;
    EXPECT_EQ(closed.json().at("state"), "closed");
    EXPECT_EQ(closed.json().at("seal"), "S-77");
    EXPECT_EQ(close_it(bag).text, closed.text) << "again changes nothing";
    EXPECT_EQ(put_in(bag, {packed("A3")}).code(), "sealed");
    const Json opened = take_out(bag, {first}).json();
    EXPECT_EQ(opened.at("members"), 1);
    EXPECT_EQ(opened.at("warnings"), Json::parse(R"([{"code": "seal_broken", "seal": "S-77"}])"));
    EXPECT_FALSE(shown(bag).contains("seal"));
    EXPECT_FALSE(parcel(first).contains("in"));
    EXPECT_EQ(take_out(bag, {first}).status, 200) << "it is out";
    EXPECT_EQ(close_it(bag, "S-78").json().at("seal"), "S-78") << "sealed anew";
    EXPECT_EQ(told(), (Texts{"ADD packing 2", "DELETE unpacking 1"}));
    EXPECT_EQ(events("aggregate.closed").size(), 2U);
}

TEST_F(Aggregates, StandOnPalletsWhenClosed) {
    const std::string pallet = made("pallet");
    const std::string inside = packed("A1");
    const std::string open = made();
    ASSERT_EQ(put_in(open, {inside}).status, 200);
    EXPECT_EQ(first_code(put_in(pallet, {open})), "not_closed");
    ASSERT_EQ(close_it(open).status, 200);
    EXPECT_EQ(first_code(put_in(made(), {open})), "wrong_kind");
    EXPECT_EQ(first_code(put_in(pallet, {pallet})), "wrong_kind");
    const std::string loose = packed("A2");
    const Answer filled = put_in(pallet, {code_of(open), loose});
    ASSERT_EQ(filled.status, 200) << filled.text;
    ASSERT_EQ(close_it(pallet, "P-1").json().at("seal"), "P-1");
    EXPECT_EQ(filled.json().at("members"), 2);
    EXPECT_EQ(filled.json().at("parcels"), 2);
    EXPECT_EQ(filled.json().at("weight_g"), 500);
    EXPECT_EQ(parcel(inside).at("in").at("in").at("id"), pallet);
    EXPECT_EQ(first_code(put_in(made("pallet"), {open})), "in_another");
    EXPECT_EQ(first_code(take_out(pallet, {inside})), "not_in_it") << "it is in the bag";
    ASSERT_EQ(take_out(open, {inside}).status, 200);
    EXPECT_EQ(shown(pallet).at("parcels"), 1);
    EXPECT_FALSE(shown(pallet).contains("seal")) << "who opens the bag opens the pallet";
    EXPECT_EQ(shown(pallet).at("members"), 2) << "the bag stays, empty";
}

TEST_F(Aggregates, OfAWarehouseAreListedWhileTheyStandThere) {
    const std::string bag = made();
    made("bag", "HATINH");
    const auto listed = [this](const std::string& query) {
        const Json page =
            call(at::get_aggregates, staff(), {.target = "/v1/aggregates" + query}).json();
        return page.at("items").size();
    };
    EXPECT_EQ(listed(""), 2U);
    EXPECT_EQ(listed("?warehouse=DONGHA"), 1U);
    const std::string inside = packed("A1");
    ASSERT_EQ(put_in(bag, {inside}).status, 200);
    ASSERT_EQ(close_it(bag).status, 200);
    EXPECT_EQ(listed("?warehouse=DONGHA"), 1U);
    ASSERT_EQ(take_out(bag, {inside}).status, 200);
    EXPECT_EQ(listed("?warehouse=DONGHA"), 0U) << "closed, and empty";
}

TEST_F(Aggregates, TakeAParcelOnceFromManyAtOnce) {
    const std::string inside = packed("A1");
    std::vector<std::string> bags;
    for (int i = 0; i < 4; ++i) {
        bags.push_back(made());
    }
    {
        std::vector<std::jthread> packers;
        for (const std::string& bag : bags) {
            packers.emplace_back([this, bag, inside] {
                gateway::MembersOrder order{
                    .tenant = qt,
                    .aggregate = bag,
                    .add = {inside},
                    .remove = {},
                    .ids = gateway::DrawnEntropy{services().entropy},
                    .now = now(),
                };
                (void)store().write([&](Tx& tx) { return gateway::change_members(tx, order); });
            });
        }
    }
    std::int64_t members = 0;
    for (const std::string& bag : bags) {
        members += shown(bag).at("members").get<std::int64_t>();
    }
    EXPECT_EQ(members, 1);
}

TEST_F(Aggregates, TakeSoMuchAndNoMore) {
    fulfillment::Aggregate bag;
    bag.parcels = bag.members = 199;
    EXPECT_TRUE(fulfillment::has_room(bag, 1, 1));
    EXPECT_FALSE(fulfillment::has_room(bag, 2, 2));
    fulfillment::Aggregate pallet;
    pallet.kind = fulfillment::AggregateKind::pallet;
    pallet.members = 199;
    pallet.parcels = 801;
    EXPECT_TRUE(fulfillment::has_room(pallet, 1, 199));
    EXPECT_FALSE(fulfillment::has_room(pallet, 1, 200));
    EXPECT_FALSE(fulfillment::has_room(pallet, 2, 2));
}

TEST_F(Aggregates, AreForStaff) {
    const Json body{{"kind", "bag"}, {"warehouse", "DONGHA"}};
    Principal carrier = by_carrier();
    carrier.scopes = carrier.scopes.with(Scope::shipments_write);
    EXPECT_EQ(call(at::post_aggregate, carrier, {.body = body}).status, 403);
    EXPECT_EQ(read(at::get_aggregate, by_seller(), made()).status, 403);
    const Json nowhere{{"kind", "bag"}, {"warehouse", "ATLANTIS"}};
    EXPECT_EQ(first_code(call(at::post_aggregate, staff(), {.body = nowhere})), "unknown");
}

TEST_F(Aggregates, AreNamedToSellersWithTheirParcels) {
    const std::string inside = packed("A1");
    const std::string bag = bag_of({inside});
    EXPECT_EQ(read(at::get_parcel, by_seller(), inside).json().at("in").at("code"), code_of(bag));
}

} // namespace
} // namespace route9::tests
