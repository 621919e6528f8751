// SPDX-License-Identifier: Apache-2.0
// What marketplaces are told of their orders: accepted, packed with a tracking number, shipped,
// cancelled; what they refuse is kept with the order.
#include "core/time.hpp"
#include "eventually.hpp"
#include "market_site.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace route9::e2e {
namespace {

using namespace std::chrono_literals;

class WrittenOrders : public testing::Test {
protected:
    WrittenOrders() { market_.open(); }

    /// The order's id with us once it is routed.
    std::string arrived(const std::string& external_id) {
        const Json seen = market_.order_with(external_id, "routed");
        EXPECT_EQ(seen.at("status"), "routed") << seen.dump(1);
        return seen.at("id").get<std::string>();
    }

    void pack(const std::string& id) {
        Caller staff{market_.server().port(), market_.keys().operator_};
        const Json work = staff.get("/v1/fulfillments?limit=100").json.at("items");
        for (const Json& item : work) {
            if (item.at("order") == id) {
                const Answer packed = staff.post(
                    "/v1/fulfillments/" + item.at("id").get<std::string>() + "/pack",
                    {{"weight_g", 500}, {"pieces", 2}, {"accept_weight", true}}
                );
                ASSERT_EQ(packed.status, 201) << packed.body;
                parcel_ = packed.json.at("id").get<std::string>();
                return;
            }
        }
        FAIL() << "no work for " << id << ": " << work.dump();
    }

    /// The parcel that was packed last leaves on a truck of its own.
    void hand_over() {
        Caller staff{market_.server().port(), market_.keys().operator_};
        const Answer truck = staff.post(
            "/v1/departures",
            {{"reference", "D-" + parcel_},
             {"from", "DONGHA"},
             {"to", "DANANG"},
             {"carrier", "lao-express"},
             {"truck_plate", "74C-000.01"},
             {"leaves", format_corridor(business_now() + std::chrono::hours{3})},
             {"max_kg", 1000}}
        );
        ASSERT_EQ(truck.status, 201) << truck.body;
        const std::string path = truck.header("Location");
        const Answer loaded = staff.post(path + "/load", {{"parcels", {parcel_}}});
        ASSERT_EQ(loaded.status, 200) << loaded.body;
        const Answer closed = staff.post(path + "/close", Json::object());
        ASSERT_EQ(closed.status, 200) << closed.body;
    }

    /// What was told of the order last, once nothing waits any more and that action is among it.
    Json told(const std::string& id, const std::string& action) {
        Json of_action;
        tests::eventually(
            [&] {
                const Answer list = market_.seller().get("/v1/orders/" + id + "/write-backs");
                of_action = {};
                for (const Json& item : list.json.at("items")) {
                    if (item.at("action") == action) {
                        of_action = item;
                    }
                }
                return !of_action.is_null() && of_action.at("state") != "waiting";
            },
            50ms
        );
        return of_action;
    }

    /// "action: state" of everything.
    std::vector<std::string> all_told(const std::string& id) {
        std::vector<std::string> texts;
        const Answer list = market_.seller().get("/v1/orders/" + id + "/write-backs");
        for (const Json& item : list.json.at("items")) {
            texts.push_back(
                item.at("action").get<std::string>() + ": " + item.at("state").get<std::string>()
            );
        }
        return texts;
    }

    /// The calls that the platform has written down of the order, one after the other.
    std::vector<std::string> calls(const std::string& platform, const std::string& external_id) {
        std::vector<std::string> names;
        for (const Json& one : market_.platforms().view(platform, "written").at("written")) {
            if (one.at("order") == external_id) {
                names.push_back(one.at("call").get<std::string>());
            }
        }
        return names;
    }

    /// What the platform has written down of the order.
    std::string written(const std::string& platform, const std::string& external_id) {
        std::string of_order;
        for (const Json& one : market_.platforms().view(platform, "written").at("written")) {
            if (one.at("order") == external_id) {
                of_order += one.dump() + "\n";
            }
        }
        return of_order;
    }

    void own_fleet(const std::string& platform) {
        const Json shop = market_.platforms().shop(platform);
        market_.platforms().tell(
            platform, "shops", {{"shop", shop.at("shop_id")}, {"own_fleet", true}}
        );
    }

    std::string parcel_;
    MarketSite market_{{"shopee", "lazada", "tiktok", "tiki", "haravan"}};
};

TEST_F(WrittenOrders, AreShippedAtTheirMarketplaceWhenTheyArePacked) {
    const struct {
        const char* platform;
        const char* what;
    } cases[] = {
        {"shopee", "ship_order"},
        {"lazada", "ready_to_ship"}, // its carrier comes for it
        {"tiktok", "ship"},
        {"tiki", "confirm"}
    };
    for (const auto& row : cases) {
        SCOPED_TRACE(row.platform);
        const std::string external_id = market_.place(row.platform);
        const std::string id = arrived(external_id);
        pack(id);
        const Json result = told(id, "packed");
        ASSERT_FALSE(result.is_null());
        EXPECT_EQ(result.at("state"), "done") << result.dump();
        EXPECT_EQ(result.at("connection"), std::string{"sim-"} + row.platform);
        EXPECT_NE(written(row.platform, external_id).find(row.what), std::string::npos)
            << written(row.platform, external_id);
        EXPECT_EQ(market_.order_with(external_id, "packed").at("status"), "packed")
            << "what the marketplace says to it changes nothing";
    }
}

TEST_F(WrittenOrders, GoThroughTheStepsThatTheirMarketplaceKnowsAndNothingEchoes) {
    own_fleet("lazada");
    using Texts = std::vector<std::string>;
    const struct {
        const char* platform;
        const char* last;
        Texts packed;
        Texts told;
        Texts calls;
    } cases[] = {
        {"tiki", "packed", {"confirm"}, {"accepted: done", "packed: done"}, {"confirm"}},
        {"lazada", "shipped", {"pack"}, {"packed: done", "shipped: done"}, {"pack", "ready_to_ship"}
        },
        {"haravan",
         "shipped",
         {"confirm", "fulfil"},
         {"accepted: done", "packed: done", "shipped: done"},
         {"confirm", "fulfil", "carrier"}},
    };
    for (const auto& row : cases) {
        SCOPED_TRACE(row.platform);
        const std::string external_id = market_.place(row.platform);
        const std::string id = arrived(external_id);
        if (row.told.front() == "accepted: done") {
            EXPECT_EQ(told(id, "accepted").at("state"), "done");
            EXPECT_EQ(calls(row.platform, external_id), Texts{"confirm"});
        }
        pack(id);
        EXPECT_EQ(told(id, "packed").at("state"), "done");
        EXPECT_EQ(calls(row.platform, external_id), row.packed);
        hand_over();
        EXPECT_EQ(told(id, row.last).at("state"), "done");
        const Json seen = market_.order_with(external_id, "handed_over");
        EXPECT_EQ(seen.at("status"), "handed_over");
        EXPECT_EQ(MarketSite::reasons(seen), Texts{});
        EXPECT_EQ(all_told(id), row.told);
        EXPECT_EQ(calls(row.platform, external_id), row.calls);
    }
}

TEST_F(WrittenOrders, AreNotToldAnythingOfWhatTheirMarketplaceHasCancelledMeanwhile) {
    const std::string external_id = market_.place("haravan");
    market_.platforms().tell("haravan", "refuse", {{"order", external_id}, {"next", 9}});
    const std::string id = arrived(external_id);
    market_.platforms().tell("haravan", "cancel", {{"order", external_id}});
    ASSERT_EQ(market_.order_with(external_id, "cancelled").at("status"), "cancelled");
    EXPECT_EQ(told(id, "accepted").at("state"), "moot");
    EXPECT_EQ(all_told(id).size(), 1U);
}

TEST_F(WrittenOrders, CarryOurTrackingNumberWhereTheShopShipsByItself) {
    own_fleet("shopee");
    const std::string external_id = market_.place("shopee");
    const std::string id = arrived(external_id);
    pack(id);
    EXPECT_EQ(told(id, "packed").at("state"), "done");
    std::string parcel;
    for (const Json& event : market_.seller().get("/v1/events?limit=100").json.at("items")) {
        if (event.at("type") == "parcel.packed") {
            parcel = event.at("data").at("code").get<std::string>();
        }
    }
    ASSERT_NE(parcel, "");
    EXPECT_NE(written("shopee", external_id).find(parcel), std::string::npos)
        << parcel << " " << written("shopee", external_id);
}

TEST_F(WrittenOrders, AreCancelledAtTheirMarketplaceWhenTheSellerCancelsHere) {
    for (const char* platform : {"shopee", "lazada", "tiktok", "tiki"}) {
        SCOPED_TRACE(platform);
        const std::string external_id = market_.place(platform);
        const std::string id = arrived(external_id);
        const Answer cancelled =
            market_.seller().post("/v1/orders/" + id + "/cancel", {{"reason", "out of stock"}});
        ASSERT_EQ(cancelled.status, 200) << cancelled.body;
        const Json result = told(id, "cancelled");
        ASSERT_FALSE(result.is_null());
        EXPECT_EQ(result.at("state"), "done") << result.dump();
        EXPECT_NE(written(platform, external_id), "");
    }
}

TEST_F(WrittenOrders, ThatTheSourceCancelsAreNotToldBack) {
    const std::string external_id = market_.place("shopee");
    const std::string id = arrived(external_id);
    market_.platforms().tell("shopee", "cancel", {{"order", external_id}});
    ASSERT_EQ(market_.order_with(external_id, "cancelled").at("status"), "cancelled");
    const std::string later = market_.place("shopee");
    const std::string other = arrived(later);
    pack(other);
    EXPECT_EQ(told(other, "packed").at("state"), "done")
        << "the journal is read beyond the cancellation";
    const Json none = market_.seller().get("/v1/orders/" + id + "/write-backs").json;
    EXPECT_TRUE(none.at("items").empty()) << none.dump();
    EXPECT_EQ(written("shopee", external_id), "");
}

TEST_F(WrittenOrders, SayWhatTheirMarketplaceRefused) {
    const std::string external_id = market_.place("lazada");
    const std::string id = arrived(external_id);
    market_.platforms().tell(
        "lazada",
        "refuse",
        {{"order", external_id}, {"code", "700026"}, {"message", "not now"}, {"next", 1}}
    );
    pack(id);
    const Json result = told(id, "packed");
    EXPECT_EQ(result.at("state"), "done")
        << "a piece that may be tried again is: " << result.dump();
    const std::string gone = market_.place("tiktok");
    const std::string gone_id = arrived(gone);
    market_.platforms().tell("tiktok", "refuse", {{"order", gone}, {"next", 9}});
    pack(gone_id);
    const Json refused = told(gone_id, "packed");
    EXPECT_EQ(refused.at("state"), "refused") << refused.dump();
    EXPECT_NE(refused.value("result", ""), "");
}

} // namespace
} // namespace route9::e2e
