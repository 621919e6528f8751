// SPDX-License-Identifier: Apache-2.0
// What both sides of a manifest have settled holds for the parcel too: what stayed at the warehouse
// may travel again, what a carrier has on top may not.
#include "custody_under_test.hpp"
#include "gateway/returns/return_endpoints.hpp"

namespace route9::tests {
namespace {

class SettledParcel : public CustodyUnderTest {
protected:
    void settle_by_both(const Json& lines) {
        for (const Principal& side : {by_carrier(), staff()}) {
            const Answer answer = settle(side, lines);
            EXPECT_EQ(answer.status, 200) << answer.text;
        }
    }
    Json parcel(int which) {
        return read(at::get_parcel, staff(), ids_[static_cast<std::size_t>(which)]).json();
    }
    Answer load(const DepartureId& truck, int which) {
        const Json body{{"parcels", Json::array({codes_[static_cast<std::size_t>(which)]})}};
        return write(at::post_departure_load, staff(), truck.text(), body);
    }
    std::string held_by(int which) {
        const auto id = ParcelId::parse(ids_[static_cast<std::size_t>(which)]).value();
        const auto last = store().read([&](Tx& tx) -> Result<fulfillment::CustodyStep> {
            return *fulfillment::custody::last(tx, qt, id);
        });
        return std::string{name(last->to.kind)} + ":" + last->to.id;
    }
    Json page(int which) {
        return call(
                   at::get_tracking_page,
                   Principal{},
                   {.target = "/t/x?lang=en",
                    .parameters = {{"tracking", codes_[static_cast<std::size_t>(which)]}},
                    .headers = {{"Accept", "application/json"}}}
        ).json();
    }
    OrderId order_of(int which) {
        return OrderId::parse(parcel(which).at("order").get<std::string>()).value();
    }
};

TEST_F(SettledParcel, ThatIsOnItsWayBackIsReceivedThere) {
    close_truck(2);
    depart();
    ack(Json::array({line(0, "received"), line(1, "short")}));
    const Json body{{"parcel", codes_[1]}, {"reason", "refused"}};
    const Answer back = call(at::post_return, staff(), {.body = body});
    ASSERT_EQ(back.status, 201) << back.text;
    const Json lines = Json::array({line(1, "short", "warehouse")});
    EXPECT_EQ(settle(by_carrier(), lines).status, 200);
    const Answer refused = settle(staff(), lines);
    EXPECT_EQ(refused.code(), "state-forbids") << refused.text;
    const std::string id = back.json().at("id");
    EXPECT_NE(refused.text.find(id), std::string::npos) << refused.text;
    EXPECT_EQ(write(at::post_return_receive, staff(), id, Json::object()).status, 200);
    EXPECT_EQ(settle(staff(), lines).status, 200);
    EXPECT_EQ(parcel(1).at("status"), "returned");
}

TEST_F(SettledParcel, ThatStayedAtTheWarehouseTravelsWithAnotherTruck) {
    method_ = fulfillment::PaymentMethod::cod;
    close_truck(2);
    depart();
    ack(Json::array({line(0, "received"), line(1, "short")}));
    settle_by_both(Json::array({line(1, "short", "warehouse")}));
    EXPECT_EQ(parcel(1).at("status"), "on_hold");
    EXPECT_FALSE(parcel(1).contains("departure"));
    EXPECT_FALSE(parcel(1).contains("manifest"));
    EXPECT_EQ(custodian(1), "warehouse:DONGHA") << "its manifest still says so";
    EXPECT_EQ(events("receivable.cancelled").size(), 1U);
    EXPECT_EQ(events("alert.parcel_short").size(), 1U);
    EXPECT_EQ(order_status(order_of(1)), "packed");
    EXPECT_EQ(ack(Json::array({line(0, "received"), line(1, "short")})).status, 200) << "again";
    write(at::post_departure_arrive, staff(), truck_.text());
    EXPECT_EQ(parcel(0).at("status"), "at_destination_hub");
    EXPECT_EQ(parcel(1).at("status"), "on_hold");

    const DepartureId next = open_departure("T2", {{"leaves", "2026-03-11T12:00:00+07:00"}});
    const Answer loaded = load(next, 1);
    ASSERT_EQ(loaded.status, 200) << loaded.text;
    pass(Minutes{10});
    close(next);
    EXPECT_EQ(write(at::post_departure_depart, staff(), next.text()).status, 200);
    EXPECT_EQ(parcel(1).at("status"), "in_transit");
    EXPECT_EQ(order_status(order_of(1)), "handed_over");
    EXPECT_EQ(custodian(1), "truck:T2");
}

TEST_F(SettledParcel, ThatIsOffItsManifestIsNotTheCarriersWithoutPapers) {
    close_truck(2);
    depart();
    ack(Json::array({line(0, "received"), line(1, "short")}));
    settle_by_both(Json::array({line(1, "short", "warehouse")}));
    for (const Json& found :
         {line(1, "received"), line(1, "short", "carrier"), line(1, "damaged", "carrier")}) {
        const Json again = Json::array({found});
        EXPECT_EQ(settle(by_carrier(), again).status, 200) << "one side may say so";
        const Answer refused = settle(staff(), again);
        EXPECT_EQ(refused.status, 409) << refused.text;
        EXPECT_EQ(held_by(1), "warehouse:DONGHA");
        EXPECT_EQ(parcel(1).at("status"), "on_hold");
    }
    settle_by_both(Json::array({line(1, "short", "warehouse")}));
    EXPECT_EQ(held_by(1), "warehouse:DONGHA");
    EXPECT_EQ(load(open_departure("T2", {{"leaves", "2026-03-11T12:00:00+07:00"}}), 1).status, 200);
}

TEST_F(SettledParcel, ThatStayedAtTheWarehouseMayBeCancelled) {
    close_truck(1);
    depart();
    ack(Json::array({line(0, "short")}));
    const std::string order = parcel(0).at("order");
    settle_by_both(Json::array({line(0, "short", "warehouse")}));
    const Answer gone = write(at::post_order_cancel, by_seller(), order, {{"reason", "late"}});
    EXPECT_EQ(gone.status, 200) << gone.text;
}

TEST_F(SettledParcel, OfATruckThatHasNotLeftIsUnloaded) {
    close_truck(2);
    ack(Json::array({line(0, "received"), line(1, "short")}));
    settle_by_both(Json::array({line(1, "short", "warehouse")}));
    EXPECT_EQ(parcel(1).at("departure"), truck_.text());
    const Json off{{"parcels", Json::array({codes_[1]})}, {"reason", "short"}};
    const Answer unloaded = write(at::post_departure_unload, staff(), truck_.text(), off);
    EXPECT_EQ(unloaded.status, 200) << unloaded.text;
    EXPECT_EQ(held_by(1), "warehouse:DONGHA");
}

TEST_F(SettledParcel, ThatTheCarrierHasOnTopIsItsOwnAndNotLoaded) {
    close_truck(2);
    const Json off{{"parcels", Json::array({codes_[0]})}, {"reason", "short"}};
    ASSERT_EQ(write(at::post_departure_unload, staff(), truck_.text(), off).status, 200);
    manifest_ = parcel(1).at("manifest");
    depart();
    const Answer told = ack(Json::array({line(0, "over"), line(1, "received")}));
    ASSERT_EQ(told.status, 200) << told.text;
    EXPECT_EQ(held_by(0), "warehouse:DONGHA") << "until both sides agree";
    settle_by_both(Json::array({line(0, "over", "warehouse")}));
    EXPECT_EQ(held_by(0), "carrier:lao-express");
    const DepartureId next = open_departure("T2", {{"leaves", "2026-03-11T12:00:00+07:00"}});
    const Answer refused = load(next, 0);
    EXPECT_EQ(refused.status, 422) << refused.text;
    EXPECT_EQ(refused.json().at("errors")[0].at("code"), "not_here");
    EXPECT_EQ(
        refused.json().at("errors")[0].at("message"),
        "the parcel is with the carrier lao-express; when it is back, both sides settle its line "
        "as short, borne by the warehouse"
    );
    settle_by_both(Json::array({line(0, "short", "warehouse")}));
    EXPECT_EQ(held_by(0), "warehouse:DONGHA");
    EXPECT_EQ(load(next, 0).status, 200);
}

TEST_F(SettledParcel, ThatTheCarrierHasOnTopLeavesAnotherCarriersTruck) {
    close_truck(2);
    const Json off{{"parcels", Json::array({codes_[0]})}, {"reason", "short"}};
    ASSERT_EQ(write(at::post_departure_unload, staff(), truck_.text(), off).status, 200);
    manifest_ = parcel(1).at("manifest");
    depart();
    pass(Minutes{10});
    const DepartureId other =
        open_departure("T2", {{"carrier", "mekong-post"}, {"leaves", "2026-03-11T12:00:00+07:00"}});
    ASSERT_EQ(load(other, 0).status, 200);
    ack(Json::array({line(0, "over"), line(1, "received")}));
    const Json agreed = Json::array({line(0, "over", "warehouse")});
    EXPECT_EQ(settle(staff(), agreed).status, 200);
    const Answer last = settle(by_carrier(), agreed);
    ASSERT_EQ(last.status, 200) << last.text;
    EXPECT_EQ(held_by(0), "carrier:lao-express");
    EXPECT_FALSE(parcel(0).contains("departure"));
    const Json truck = read(at::get_departure, staff(), other.text()).json();
    EXPECT_EQ(truck.at("used_kg"), "0");
    EXPECT_EQ(close(other).at("counts").at("parcels"), 0);
}

TEST_F(SettledParcel, OfALongDisputeIsTheSameWhenTheCarrierAgreesLast) {
    method_ = fulfillment::PaymentMethod::cod;
    close_truck(1);
    depart();
    ack(Json::array({line(0, "short")}));
    const Json agreed = Json::array({line(0, "short", "warehouse")});
    EXPECT_EQ(settle(staff(), agreed).status, 200);
    const Answer last = settle(by_carrier(), agreed);
    ASSERT_EQ(last.status, 200) << last.text;
    EXPECT_EQ(parcel(0).at("status"), "on_hold");
    EXPECT_EQ(events("receivable.cancelled").size(), 1U);
}

TEST_F(SettledParcel, ThatIsMissingIsNotOnItsWay) {
    close_truck(2);
    depart();
    EXPECT_EQ(page(1).at("headline").at("id"), "in_transit");
    ack(Json::array({line(0, "received"), line(1, "short")}));
    EXPECT_EQ(page(1).at("headline").at("id"), "on_hold");
    EXPECT_FALSE(page(1).at("expected").contains("from"));
    settle_by_both(Json::array({line(1, "short", "warehouse")}));
    EXPECT_EQ(page(1).at("headline").at("id"), "on_hold");
    EXPECT_EQ(page(0).at("headline").at("id"), "in_transit");
}

} // namespace
} // namespace route9::tests
