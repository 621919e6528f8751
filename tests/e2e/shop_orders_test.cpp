// SPDX-License-Identifier: Apache-2.0
// Shops that push whole orders (WooCommerce, which never repeats a push, and Haravan), against
// simulators that share no code with the server: what is lost is found, and the shop is told what
// became of it.
#include "eventually.hpp"
#include "market_site.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>

namespace route9::e2e {
namespace {

using namespace std::chrono_literals;

/// A platform and what its simulator says of an order that was packed here.
struct ShopPlatform {
    std::string name;
    std::vector<std::string> written;
    std::string packed;
    bool is_accepted = false; // by a call of its own
};

void PrintTo(const ShopPlatform& platform, std::ostream* out) {
    *out << platform.name;
}

class ShopOrders : public testing::TestWithParam<ShopPlatform> {
protected:
    ShopOrders() { market_.open(); }

    const std::string& platform() const { return GetParam().name; }
    std::string place() { return market_.place(platform()); }

    void push_by_itself(bool on) {
        const std::string path = "/v1/hooks/" + platform() + "/sim-" + platform();
        market_.platforms().tell(
            platform(),
            "target",
            {{"url", "http://127.0.0.1:" + std::to_string(market_.server().port()) + path},
             {"auto", on}}
        );
    }

    void poll() { run_checked(market_.site(), {"connections", "poll", "sim-" + platform()}); }

    std::size_t orders_here() {
        return market_.seller().get("/v1/orders?limit=100").json.at("items").size();
    }

    void pack(const std::string& id) {
        Caller staff{market_.server().port(), market_.keys().operator_};
        for (const Json& item : staff.get("/v1/fulfillments?limit=100").json.at("items")) {
            if (item.at("order") == id) {
                const Answer packed = staff.post(
                    "/v1/fulfillments/" + item.at("id").get<std::string>() + "/pack",
                    {{"weight_g", 500}, {"pieces", 2}, {"accept_weight", true}}
                );
                ASSERT_EQ(packed.status, 201) << packed.body;
            }
        }
    }

    /// "action: state" of all that the shop was told, once there are so many and none waits.
    std::vector<std::string> told(const std::string& id, std::size_t count) {
        std::vector<std::string> seen;
        tests::eventually(
            [&] {
                seen.clear();
                const Answer list = market_.seller().get("/v1/orders/" + id + "/write-backs");
                for (const Json& one : list.json.at("items")) {
                    seen.push_back(
                        one.at("action").get<std::string>() + ": " +
                        one.at("state").get<std::string>()
                    );
                }
                return seen.size() == count && std::ranges::none_of(seen, [](const auto& text) {
                           return text.ends_with("waiting");
                       });
            },
            50ms
        );
        return seen;
    }

    using Texts = std::vector<std::string>;

    /// The order's id with us once it is routed and its shop has heard so, if it wants to.
    std::string arrived(const std::string& external_id) {
        const Json seen = market_.order_with(external_id, "routed");
        auto id = seen.at("id").get<std::string>();
        if (GetParam().is_accepted) {
            EXPECT_EQ(told(id, 1), Texts{"accepted: done"});
        }
        return id;
    }

    /// What was told of it beside that.
    Texts told_more(const std::string& id, std::size_t count) {
        const bool is_accepted = GetParam().is_accepted;
        Texts texts = told(id, count + (is_accepted ? 1 : 0));
        std::erase(texts, "accepted: done");
        return texts;
    }

    std::string status_there(const std::string& external_id) {
        return market_.platforms()
            .view(platform(), "orders/" + external_id)
            .at("status")
            .get<std::string>();
    }

    MarketSite market_{{GetParam().name}};
};

TEST_P(ShopOrders, ThatAPushLostAreFoundAndThoseThatCameByBothAreOne) {
    const std::string pushed = place();
    ASSERT_EQ(market_.order_with(pushed, "routed").at("status"), "routed");
    push_by_itself(false);
    const std::string lost = place();
    poll();
    const Json found = market_.order_with(lost, "routed");
    ASSERT_FALSE(found.is_null());
    EXPECT_EQ(found.at("channel"), platform() == "haravan" ? "haravan" : "sim-woocommerce");
    EXPECT_EQ(found.at("payment").at("amount"), "349000");
    EXPECT_EQ(found.at("recipient").at("name"), "Trần Thị Sen");
    market_.platforms().tell(platform(), "push", {{"order", lost}, {"times", 2}});
    market_.platforms().tell(platform(), "cancel", {{"order", pushed}});
    poll();
    EXPECT_EQ(market_.order_with(pushed, "cancelled").at("status"), "cancelled")
        << "so is a cancellation that was lost";
    EXPECT_EQ(market_.order(lost).at("status"), "routed");
    EXPECT_EQ(orders_here(), 2U);
}

TEST_P(ShopOrders, AreToldWhenTheyArePackedAndNothingEchoes) {
    const std::string external_id = place();
    const std::string id = arrived(external_id);
    pack(id);
    EXPECT_EQ(told_more(id, 1), Texts{"packed: done"});
    const std::string written = market_.platforms().view(platform(), "written").dump();
    for (const std::string& what : GetParam().written) {
        EXPECT_NE(written.find(what), std::string::npos) << what << written;
    }
    poll();
    const Json after = market_.order_with(external_id, "packed");
    EXPECT_EQ(after.at("status"), "packed") << after.dump(1);
    EXPECT_EQ(MarketSite::reasons(after), std::vector<std::string>{})
        << "what the shop says to it changes nothing";
    EXPECT_EQ(told_more(id, 1).size(), 1U);
    EXPECT_EQ(status_there(external_id), GetParam().packed);
}

TEST_P(ShopOrders, AreCancelledInTheShopWhenTheSellerCancelsHere) {
    const std::string external_id = place();
    const std::string id = arrived(external_id);
    const Answer cancelled = market_.seller().post("/v1/orders/" + id + "/cancel", Json::object());
    ASSERT_EQ(cancelled.status, 200) << cancelled.body;
    EXPECT_EQ(told_more(id, 1), Texts{"cancelled: done"});
    EXPECT_EQ(status_there(external_id), "cancelled");
    poll();
    EXPECT_EQ(told_more(id, 1).size(), 1U) << "what the shop says to it is not told back";
}

TEST_P(ShopOrders, ThatTheShopRefusesToChangeSaySo) {
    const std::string external_id = place();
    const std::string id = arrived(external_id);
    market_.platforms().tell(
        platform(), "refuse", {{"order", external_id}, {"next", 9}, {"message", "No."}}
    );
    market_.seller().post("/v1/orders/" + id + "/cancel", Json::object());
    EXPECT_EQ(told_more(id, 1), Texts{"cancelled: refused"});
}

INSTANTIATE_TEST_SUITE_P(
    EveryShop,
    ShopOrders,
    testing::Values(
        ShopPlatform{"woocommerce", {"route9_tracking_number", "add_note"}, "processing"},
        ShopPlatform{"haravan", {"confirm", "fulfil"}, "fulfilled", true}
    ),
    [](const auto& shop) { return shop.param.name; }
);

} // namespace
} // namespace route9::e2e
