// SPDX-License-Identifier: Apache-2.0
// An answer of more lines than a unit of work may follow, cut wherever it may be cut; and custody
// of what is aboard when a truck's papers are made again.
#include "core/limits.hpp"
#include "custody_under_test.hpp"
#include "fulfillment/stock.hpp"
#include "gateway/shipping/follow_statement.hpp"
#include "gateway/workers/departure_worker.hpp"
#include "stopping_store.hpp"

#include <gtest/gtest.h>

#include <map>

namespace route9::tests {
namespace {

using Texts = std::vector<std::string>;

class FollowedCustody : public CustodyUnderTest {
protected:
    /// As close_truck(), an order each.
    void close_full_truck(int parcels) {
        add_stock(parcels);
        truck_ = open_departure();
        for (int i = 0; i < parcels; ++i) {
            const PlacedOrder placed =
                place({.external_id = "N" + std::to_string(i), .departure = truck_});
            ids_.push_back(pack(placed.fulfillments.front()));
        }
        close(truck_);
        read_papers();
    }
    void add_stock(int pieces) {
        const auto added = store().write([&](Tx& tx) {
            fulfillment::StockAdjustment more;
            more.id = make_id_bytes(now(), services().entropy);
            more.tenant = qt;
            more.seller = PartyId{"shop"};
            more.sku = Sku{"SHIRT"};
            more.warehouse = "DONGHA";
            more.quantity = pieces;
            more.reason = "receipt";
            more.at = now();
            return fulfillment::stock::adjust(tx, more);
        });
        EXPECT_TRUE(added);
    }
    /// manifest_ and codes_ of the papers that stand, in the order of custody().
    void read_papers() {
        for (const std::string& parcel : ids_) {
            // One that was taken off the truck stands on no manifest.
            manifest_ = read(at::get_parcel, staff(), parcel).json().value("manifest", manifest_);
        }
        codes_.clear();
        for (const Json& item : custody().at("parcels")) {
            codes_.push_back(item.at("parcel"));
        }
    }
    /// Every hundredth is short, the one after it damaged.
    Json answers() const {
        Json lines = Json::array();
        for (std::size_t i = 0; i < codes_.size(); ++i) {
            const std::string result = i % 100 == 0   ? "short"
                                       : i % 100 == 1 ? "damaged"
                                                      : "received";
            lines.push_back(line(static_cast<int>(i), result));
        }
        return lines;
    }
    /// As if the process had ended after so many units.
    void ack_and_stop(int units) {
        StoppingStore stopping{store(), units};
        gateway::Services cut = services_over(stopping);
        const auto answered = answer(
            at::post_manifest_ack(cut),
            {.principal = by_carrier(),
             .body = Json{{"lines", answers()}}.dump(),
             .parameters = {{"id", manifest_}}}
        );
        EXPECT_FALSE(answered.has_value());
    }
    /// How many parcels each has, by "kind:id".
    std::map<std::string, int> shares() {
        std::map<std::string, int> all;
        for (const Json& item : custody().at("parcels")) {
            const Json& who = item.at("custodian");
            ++all[who.at("kind").get<std::string>() + ":" + who.at("id").get<std::string>()];
        }
        return all;
    }
    Texts acts(int parcel) {
        Texts found;
        for (const Json& item : custody().at("parcels")) {
            if (item.at("parcel") == codes_[static_cast<std::size_t>(parcel)]) {
                for (const Json& step : item.at("steps")) {
                    found.push_back(step.at("act"));
                }
            }
        }
        return found;
    }
    Answer unload(int parcel) {
        return write(
            at::post_departure_unload,
            staff(),
            truck_.text(),
            {{"parcels", {codes_[static_cast<std::size_t>(parcel)]}}, {"reason", "damaged"}}
        );
    }
    Json of_manifest(const std::string& id) {
        return read(at::get_manifest_custody, staff(), id).json();
    }
    int run_worker() {
        return run([&] {
            return gateway::finish_departures_due(services(), now() + limits::job_lease);
        });
    }
    std::uint64_t large_units() { return store().counters().write_units_large.load(); }
};

TEST_F(FollowedCustody, OfAnAnswerOfManyLinesIsTakenInUnitsOfBoundedSize) {
    close_full_truck(600);
    const Answer first = ack(answers());
    ASSERT_EQ(first.status, 200) << first.text;
    EXPECT_EQ(first.json().at("received"), 588);
    EXPECT_EQ(first.json().at("state"), "acknowledged");
    EXPECT_EQ(
        shares(),
        (std::map<std::string, int>{{"carrier:lao-express", 594}, {"warehouse:DONGHA", 6}})
    );
    EXPECT_EQ(acts(0), (Texts{"packed", "found_short"}));
    EXPECT_EQ(acts(1), (Texts{"packed", "found_damaged"}));
    EXPECT_EQ(acts(599), (Texts{"packed", "received"}));
    EXPECT_EQ(ack(answers()).text, first.text);
    EXPECT_EQ(custody().at("statements").size(), 1U);
    EXPECT_EQ(events("manifest.acknowledged").size(), 1U);
    EXPECT_EQ(run_worker(), 0);
    EXPECT_EQ(large_units(), 0U);
}

TEST_F(FollowedCustody, TakesOnlyWhatAnEarlierPartHasNotNamed) {
    close_full_truck(250);
    ack(Json::array({line(2, "received"), line(100, "short")}));
    EXPECT_EQ(ack(answers()).status, 200);
    EXPECT_EQ(acts(2), (Texts{"packed", "received"}));
    EXPECT_EQ(acts(100), (Texts{"packed", "found_short"}));
    EXPECT_EQ(acts(3), (Texts{"packed", "received"}));
    EXPECT_EQ(shares().at("carrier:lao-express"), 247);
}

TEST_F(FollowedCustody, IsNotTakenAgainBySayingWhatWasSettledOtherwise) {
    close_full_truck(3);
    ack(Json::array({line(0, "received")}));
    const Json lost = Json::array({line(0, "short", "warehouse")});
    settle(by_carrier(), lost);
    settle(staff(), lost);
    EXPECT_EQ(ack(Json::array({line(0, "received")})).status, 200); // asked again, nothing is said
    const Json all = Json::array({line(0, "received"), line(1, "received"), line(2, "received")});
    EXPECT_EQ(ack(all).code(), "conflict");
    EXPECT_EQ(
        ack(Json::array({line(1, "received"), line(2, "received")})).json().at("state"), "closed"
    );
    EXPECT_EQ(custodian(0), "warehouse:DONGHA");
}

/// Cut after so many units: the first keeps the words, two take 200 parcels each, the last 50.
class CutFollowing : public FollowedCustody {
protected:
    void cut_after(int units) {
        close_full_truck(450);
        ack_and_stop(units);
        // Each of the first pages has two short ones, which stay where they were.
        const int followed = (units - 1) * 198;
        const auto all = shares();
        EXPECT_EQ(
            all.contains("carrier:lao-express") ? all.at("carrier:lao-express") : 0, followed
        );
        EXPECT_EQ(custody().at("state"), "acknowledged");
    }
    void expect_all_followed() {
        EXPECT_EQ(shares().at("carrier:lao-express"), 445);
        EXPECT_EQ(acts(449), (Texts{"packed", "received"}));
        EXPECT_EQ(custody().at("statements").size(), 1U);
        EXPECT_EQ(large_units(), 0U);
    }
};

class CutAnywhere : public CutFollowing, public testing::WithParamInterface<int> {};

TEST_P(CutAnywhere, GoesOnWithTheWorker) {
    cut_after(GetParam());
    EXPECT_EQ(run_worker(), 1);
    expect_all_followed();
    EXPECT_EQ(run_worker(), 0);
}

INSTANTIATE_TEST_SUITE_P(AfterEveryUnit, CutAnywhere, testing::Values(1, 2, 3));

TEST_F(CutFollowing, GoesOnWhenTheCarrierAsksAgain) {
    cut_after(2);
    EXPECT_EQ(ack(answers()).json().at("state"), "acknowledged");
    expect_all_followed();
}

TEST_F(CutFollowing, IsFinishedBeforeALineIsSettled) {
    cut_after(2);
    const Json lost = Json::array({line(449, "short", "warehouse")});
    settle(by_carrier(), lost);
    EXPECT_EQ(settle(staff(), lost).json().at("lines")[0].at("state"), "settled");
    EXPECT_EQ(acts(449), (Texts{"packed", "received", "settled_to_warehouse"}));
}

TEST_F(CutFollowing, EndsWithPapersThatAreVoid) {
    cut_after(2);
    pass(Minutes{10});
    ASSERT_EQ(unload(5).status, 200);
    EXPECT_EQ(run_worker(), 0);
    read_papers();
    EXPECT_EQ(shares(), (std::map<std::string, int>{{"warehouse:DONGHA", 449}}));
    EXPECT_EQ(ack(answers()).status, 200);
    EXPECT_EQ(shares().at("carrier:lao-express"), 444);
}

TEST_F(FollowedCustody, ComesBackWhenAnAcknowledgedTruckIsReopened) {
    close_full_truck(3);
    ack(Json::array({line(0, "received"), line(1, "received"), line(2, "short")}));
    EXPECT_EQ(custodian(0), "carrier:lao-express");
    const std::string old = manifest_;
    const std::string pulled = codes_[0];
    pass(Minutes{10});
    ASSERT_EQ(unload(0).status, 200);
    read_papers();
    ASSERT_NE(manifest_, old);
    ASSERT_EQ(codes_.size(), 2U);
    EXPECT_EQ(acts(0), (Texts{"packed", "received", "taken_back"}));
    EXPECT_EQ(acts(1), (Texts{"packed", "found_short"}));
    EXPECT_EQ(shares(), (std::map<std::string, int>{{"warehouse:DONGHA", 2}}));
    EXPECT_EQ(custody().at("state"), "sealed");
    EXPECT_EQ(custody().at("disputed"), 0);
    EXPECT_TRUE(custody().at("statements").empty());

    const Json before = of_manifest(old);
    EXPECT_EQ(before.at("state"), "void");
    EXPECT_EQ(before.at("replaced_by"), manifest_);
    EXPECT_EQ(before.at("disputed"), 0);
    EXPECT_TRUE(before.at("disputes").empty());
    EXPECT_EQ(before.at("statements").size(), 1U);

    depart();
    EXPECT_EQ(custodian(0), "truck:T1");
    EXPECT_EQ(ack(answers()).json().at("state"), "acknowledged");
    EXPECT_EQ(custodian(1), "carrier:lao-express");

    // The one that stayed goes with the next truck.
    truck_ = open_departure("T2");
    write(at::post_departure_load, staff(), truck_.text(), {{"parcels", {pulled}}});
    close(truck_);
    depart();
    manifest_ = read(at::get_parcel, staff(), pulled).json().at("manifest");
    codes_ = {pulled};
    EXPECT_EQ(acts(0), (Texts{"packed", "received", "taken_back", "handed_over"}));
    EXPECT_EQ(custodian(0), "truck:T2");
}

TEST_F(FollowedCustody, ComesBackWhenAnAcknowledgedTruckTakesAnotherGate) {
    close_full_truck(2);
    ack(Json::array({line(0, "received"), line(1, "damaged")}));
    write(at::post_manifest_handover, staff(), manifest_);
    pass(Minutes{10});
    const Json way{{"gate", "CHALO"}, {"reason", "gate_closed"}};
    ASSERT_EQ(write(at::post_departure_reroute, staff(), truck_.text(), way).status, 200);
    read_papers();
    EXPECT_EQ(acts(1), (Texts{"packed", "found_damaged", "taken_back"}));
    depart();
    EXPECT_EQ(custody().at("state"), "handed_over");
    EXPECT_EQ(shares(), (std::map<std::string, int>{{"truck:T1", 2}}));
    EXPECT_EQ(
        ack(Json::array({line(0, "received"), line(1, "received")})).json().at("state"), "closed"
    );
}

TEST_F(FollowedCustody, StaysWithTheRecipientWhenTheTruckIsReopenedLate) {
    close_full_truck(2);
    ack(Json::array({line(0, "received"), line(1, "received")}));
    told(1, "delivered");
    pass(Minutes{10});
    ASSERT_EQ(unload(0).status, 200);
    manifest_ = read(at::get_parcel, staff(), codes_[1]).json().at("manifest");
    const Texts end{"packed", "received", "delivered"};
    EXPECT_EQ(acts(1), end);
    EXPECT_EQ(ack(Json::array({line(1, "received")})).json().at("state"), "closed");
    EXPECT_EQ(acts(1), end);
}

} // namespace
} // namespace route9::tests
